// The Vietnamese menu, hidden but alive for its shortcuts, and the menu under the right mouse button.
// Must offer only what the desktop itself does: editing text, size of letters, full screen, quit.
import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

const editItems: MenuItemConstructorOptions[] = [
  { label: 'Hoàn tác', role: 'undo' },
  { label: 'Làm lại', role: 'redo' },
  { type: 'separator' },
  { label: 'Cắt', role: 'cut' },
  { label: 'Sao chép', role: 'copy' },
  { label: 'Dán', role: 'paste' },
  { label: 'Chọn tất cả', role: 'selectAll' },
];

export function setAppMenu(development: boolean): void {
  const viewItems: MenuItemConstructorOptions[] = [
    { label: 'Chữ to hơn', role: 'zoomIn' },
    { label: 'Chữ nhỏ hơn', role: 'zoomOut' },
    { label: 'Cỡ chữ thường', role: 'resetZoom' },
    { label: 'Toàn màn hình', role: 'togglefullscreen' },
  ];
  if (development) viewItems.push({ label: 'Công cụ lập trình', role: 'toggleDevTools', accelerator: 'F12' });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Tàng Thư', submenu: [{ label: 'Thoát', role: 'quit' }] },
      { label: 'Sửa', submenu: editItems },
      { label: 'Xem', submenu: viewItems },
    ]),
  );
}

export function addContextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, params) => {
    if (params.isEditable) Menu.buildFromTemplate(editItems).popup();
    else if (params.selectionText.trim() !== '')
      Menu.buildFromTemplate([{ label: 'Sao chép', role: 'copy' }]).popup();
  });
}
