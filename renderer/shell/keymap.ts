// Every key of the window, as data: the help, the tooltips and the handlers are made from it.
// Must not act; screens give the actions. None may clash with Telex or VNI typing: single characters only outside inputs.

export type KeyScope = 'everywhere' | 'digitise' | 'describe' | 'search';

export interface KeyBinding {
  readonly id: string;
  readonly scope: KeyScope;
  /** Modifiers in the order Ctrl, Alt, Shift, then `KeyboardEvent.key` (letters lower case). */
  readonly keys: readonly string[];
  /** Vietnamese, a verb: what it does. */
  readonly label: string;
}

const bind = <const I extends string>(id: I, scope: KeyScope, label: string, ...keys: string[]) =>
  ({ id, scope, label, keys }) as const;

export const keymap = [
  bind('help', 'everywhere', 'Xem các phím dùng được ở đây', 'F1', 'Shift+?'),
  bind('search.focus', 'everywhere', 'Tìm trong toàn kho', 'Ctrl+k'),
  bind('go.digitise', 'everywhere', 'Sang Số hóa', 'Ctrl+1'),
  bind('go.describe', 'everywhere', 'Sang Biên mục', 'Ctrl+2'),
  bind('go.search', 'everywhere', 'Sang Tra cứu', 'Ctrl+3'),
  bind('go.transfer', 'everywhere', 'Sang Giao nộp', 'Ctrl+4'),
  bind('go.admin', 'everywhere', 'Sang Quản trị', 'Ctrl+9'),

  bind('intake.files', 'digitise', 'Nhập tệp', 'F2'),
  bind('intake.folder', 'digitise', 'Nhập thư mục', 'F3'),
  bind('table.open', 'digitise', 'Biên mục tài liệu đang chọn', 'Enter'),
  bind('table.preview', 'digitise', 'Xem lớn trang đang chọn', 'Space'),

  bind('save', 'describe', 'Lưu những ô đã xem hoặc đã gõ', 'Ctrl+s'),
  bind(
    'save.next',
    'describe',
    'Nhận mọi ô (trừ chỗ cần xem mà chưa xem), sang tài liệu chờ kế tiếp',
    'Ctrl+Enter',
  ),
  bind('field.first', 'describe', 'Vào ô mô tả đầu tiên', 'F2'),
  bind('word.doubtful', 'describe', 'Đến chữ kế tiếp máy đọc không chắc', 'F3'),
  bind('field.look', 'describe', 'Đến ô kế tiếp cần xem', 'F4'),
  bind('field.restore', 'describe', 'Trong ô đã sửa: lấy lại điều đã lưu', 'Escape'),
  bind('document.previous', 'describe', 'Tài liệu trước', 'Alt+ArrowUp'),
  bind('document.next', 'describe', 'Tài liệu sau', 'Alt+ArrowDown'),
  bind('page.previous', 'describe', 'Trang trước', 'Alt+ArrowLeft'),
  bind('page.next', 'describe', 'Trang sau', 'Alt+ArrowRight'),
  bind('turn.left', 'describe', 'Xoay ảnh sang trái', 'Ctrl+['),
  bind('turn.right', 'describe', 'Xoay ảnh sang phải', 'Ctrl+]'),
  bind('zoom.in', 'describe', 'Phóng to ảnh', 'Ctrl+=', 'Ctrl++'),
  bind('zoom.out', 'describe', 'Thu nhỏ ảnh', 'Ctrl+-'),
  bind('zoom.fit', 'describe', 'Vừa cả trang', 'Ctrl+0'),
  bind('words.toggle', 'describe', 'Hiện hoặc ẩn khung chữ', 'Ctrl+b'),

  bind('hit.next', 'search', 'Đến chữ khớp kế tiếp trên trang', 'F3'),
  bind('hit.open', 'search', 'Mở tài liệu trong Biên mục', 'Enter'),
  bind('results.next', 'search', 'Trang kết quả sau', 'Alt+PageDown'),
  bind('results.previous', 'search', 'Trang kết quả trước', 'Alt+PageUp'),
] as const satisfies readonly KeyBinding[];

export type KeyId = (typeof keymap)[number]['id'];

export const scopeNames: Readonly<Record<KeyScope, string>> = {
  everywhere: 'Ở mọi nơi',
  digitise: 'Số hóa',
  describe: 'Biên mục',
  search: 'Tra cứu',
};

const byId = new Map<string, KeyBinding>(keymap.map((binding) => [binding.id, binding]));

export function bindingOf(id: KeyId): KeyBinding {
  return byId.get(id)!;
}

const caps: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: 'Phím cách',
  Escape: 'Esc',
};

/** 'Alt+ArrowLeft' as people read it on their keyboard: "Alt ←". */
export function capOf(key: string): string {
  const parts = key === 'Ctrl++' ? ['Ctrl', '+'] : key.split('+');
  return parts.map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ');
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** The press in the spelling of the key map; null while an input method is composing (then the key is not ours). */
export function spellingOf(press: KeyPress): string | null {
  // Subtle: keyCode 229 is how Chromium marks a key an input method has taken before isComposing is set.
  if (press.isComposing || press.keyCode === 229 || press.metaKey) return null;
  const key = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toLowerCase() : press.key;
  // Shift is part of the character for signs ('?', '+'), and spelled only where the map spells it.
  const shift = press.shiftKey && (key.length > 1 || key === '?');
  return `${press.ctrlKey ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** Keys that write or act inside an input and therefore belong to it while it has the focus. */
export function belongsToInput(spelling: string): boolean {
  if (spelling.startsWith('Ctrl+') || spelling.startsWith('Alt+')) return false;
  return !/^(Shift\+)?F\d{1,2}$/.test(spelling);
}

/** True while an input method owns the key; every key handler of an input asks this first. */
export function composing(press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}
