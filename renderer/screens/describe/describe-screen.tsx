// Biên mục: tree – page – form. Opens documents, lights fields on the page, saves and goes on.
// Must not judge fields (field-state.ts) or keep typing (draft.ts).
import { Skeleton } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { DocumentDetail, FieldName } from '../../../shared/model/document.ts';
import { pageWords } from '../../../shared/model/page-text.ts';
import { call } from '../../client/client.ts';
import { keyOf, useCall } from '../../client/queries.ts';
import { useRemembered } from '../../client/remembered.ts';
import { Empty, Problem } from '../../components/bits.tsx';
import { formatCount, titleOf } from '../../components/format.ts';
import { type ToneBox, toneOfConfidence } from '../../components/page-boxes.ts';
import type { PageViewHandle } from '../../components/page-view.tsx';
import { PaneGroup } from '../../components/pane-group.tsx';
import { useDocument, usePageText } from '../../components/use-document.ts';
import { useKeys } from '../../shell/keys.tsx';
import { useNavigation } from '../../shell/navigation.tsx';
import { useTextSize } from '../../styles/text-size.ts';
import { DescribeForm } from './describe-form.tsx';
import { drafts, useDraft } from './drafts.ts';
import { idOfField } from './field-input.tsx';
import {
  boxOf,
  emptyKeyWords,
  fieldsToLookAt,
  fieldsToSave,
  nextFieldToLookAt,
  SURE_FROM,
} from './field-state.ts';
import { fieldSpecs } from './fields.ts';
import { InventoryTree } from './inventory-tree.tsx';
import { PagePane } from './page-pane.tsx';
import { createSeenFields } from './seen-fields.ts';

export function DescribeScreen() {
  const { place, openDocument } = useNavigation();
  const document = useDocument(place.documentId);
  const waiting = useCall('catalogue.documents', { state: 'proposed', limit: 1 });
  const firstWaiting = waiting.data?.documents[0]?.documentId;

  // Whoever comes here without a document means to go on with what waits.
  useEffect(() => {
    if (place.documentId === null && firstWaiting) openDocument(firstWaiting);
  }, [place.documentId, firstWaiting, openDocument]);

  return (
    <PaneGroup id="describe">
      <Panel
        id="tree"
        defaultSize={276}
        minSize={190}
        maxSize={520}
        groupResizeBehavior="preserve-pixel-size"
      >
        <InventoryTree document={document.data} documentId={place.documentId} onOpen={openDocument} />
      </Panel>
      <Separator aria-label="Đổi bề rộng mục lục" />
      <Panel id="work" minSize={620}>
        {place.documentId === null ? (
          waiting.isPending || firstWaiting ? (
            <WorkSkeleton />
          ) : (
            <Empty
              icon={<IconListDetails size={40} stroke={1.2} />}
              title="Không có tài liệu nào chờ biên mục"
            >
              Nhập bản quét ở màn hình Số hóa; tài liệu đọc xong sẽ hiện trong mục lục bên trái. Tài liệu đã
              biên mục cũng mở lại được từ đó.
            </Empty>
          )
        ) : document.data ? (
          <Workbench key={place.documentId} document={document.data} />
        ) : document.error ? (
          <Problem error={document.error} onRetry={() => void document.refetch()} />
        ) : (
          <WorkSkeleton />
        )}
      </Panel>
    </PaneGroup>
  );
}

function Workbench({ document }: { document: DocumentDetail }) {
  const { documentId } = document;
  const client = useQueryClient();
  const { place, openDocument, showPage, say } = useNavigation();
  const draft = useDraft(documentId);
  const { scale } = useTextSize();
  const view = useRef<PageViewHandle>(null);
  const [seen] = useState(createSeenFields);
  const [lit, setLit] = useState<FieldName | null>(null);
  const [doubtAt, setDoubtAt] = useState(-1);
  const [showWords, setShowWords] = useRemembered<boolean>('describe.words', false);
  const page = Math.min(Math.max(place.page, 1), Math.max(document.pages.length, 1));
  const pageId = document.pages[page - 1]?.pageId ?? null;
  const text = usePageText(pageId);
  const neighbours = useCall('catalogue.neighbours', { documentId });

  const words = useMemo(() => (text.data ? pageWords(text.data) : []), [text.data]);
  const doubtful = useMemo(() => words.filter((word) => word.confidence < SURE_FROM), [words]);
  const litBox = lit ? boxOf(document, lit) : null;
  const boxes = useMemo<ToneBox[]>(
    () => [
      ...(showWords ? words.map((word) => ({ box: word.box, tone: toneOfConfidence(word.confidence) })) : []),
      ...place.hits.map((box) => ({ box, tone: 'hit' as const })),
      ...(litBox && litBox.page === page ? [{ box: litBox, tone: 'field' as const }] : []),
      ...(doubtful[doubtAt] ? [{ box: doubtful[doubtAt].box, tone: 'active' as const }] : []),
    ],
    [words, showWords, place.hits, litBox, page, doubtful, doubtAt],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins its own round of doubtful words
  useEffect(() => setDoubtAt(-1), [pageId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another field or page moves the picture
  useEffect(() => {
    if (litBox && litBox.page === page) view.current?.reveal(litBox);
  }, [lit, pageId]);

  /** With its whole value chosen, so that typing replaces it. */
  const focusField = (name: FieldName) => {
    const field = globalThis.document.getElementById(idOfField(name));
    field?.focus();
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  };
  /** At a key of the clerk. */
  const goToField = (name: FieldName) => {
    seen.ask(name);
    focusField(name);
  };
  const onFocusField = (name: FieldName) => {
    seen.enter(name);
    setLit(name);
    setDoubtAt(-1);
    const box = boxOf(document, name);
    if (box && box.page !== page) showPage(box.page);
  };

  useEffect(() => {
    if (place.hits[0]) view.current?.reveal(place.hits[0]);
  }, [place.hits]);

  // A document reached by keys begins at the first place to look at; one opened in the tree or for a page leaves the focus and the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per opened document
  useEffect(() => {
    if (!place.forPage && !globalThis.document.activeElement?.closest('[role=tree]')) {
      const first =
        nextFieldToLookAt(document, drafts.of(documentId)?.values ?? {}, null) ?? fieldSpecs[0]!.name;
      seen.offer(first);
      focusField(first);
    }
    return () => {
      const left = drafts.of(documentId);
      if (left)
        say(
          `Đã giữ nháp của “${titleOf(document.fields, document.sourceName)}”. Mở lại tài liệu này để lưu.`,
          'look',
        );
    };
  }, [documentId]);

  const save = useMutation({
    mutationFn: async (acceptAll: boolean) => {
      const typed = drafts.of(documentId);
      const values = typed?.values ?? {};
      const fields = fieldsToSave(document, values, seen.fields(acceptAll), acceptAll);
      const saved = await call('catalogue.describe', {
        documentId,
        rowVersion: typed?.rowVersion ?? document.rowVersion,
        fields,
      });
      return { saved, sent: values };
    },
    onSuccess: async ({ saved, sent }, acceptAll) => {
      client.setQueryData(keyOf('catalogue.document', { documentId }), saved);
      drafts.settle(documentId, sent, saved.rowVersion);
      for (const name of ['catalogue.tree', 'catalogue.documents', 'catalogue.neighbours', 'archive.info']) {
        void client.invalidateQueries({ queryKey: [name] });
      }
      const empty = emptyKeyWords(saved);
      if (!acceptAll) {
        say(empty ? `Đã lưu; còn trống: ${empty}.` : 'Đã lưu.', empty ? 'look' : 'done');
        return;
      }
      const { nextWaiting } = await call('catalogue.neighbours', { documentId });
      const left = fieldsToLookAt(saved, {}).length;
      const kept = empty
        ? `Đã lưu; còn trống: ${empty}.`
        : left > 0
          ? `Đã lưu. Tài liệu vừa rồi còn ${formatCount(left)} chỗ cần xem.`
          : 'Đã lưu.';
      const tone = empty || left > 0 ? 'look' : 'done';
      if (nextWaiting && nextWaiting !== documentId) {
        openDocument(nextWaiting);
        if (tone === 'look') say(kept, tone);
      } else say(`${kept} Không còn tài liệu nào chờ biên mục.`, tone);
    },
  });

  const trySave = (acceptAll: boolean) => {
    if (save.isPending) return;
    const values = drafts.of(documentId)?.values ?? {};
    const wrong = fieldsToLookAt(document, values).find((name) => values[name] !== undefined);
    if (wrong) {
      focusField(wrong);
      say('Chưa lưu: còn một ô chưa đúng. Phần đã gõ vẫn được giữ.', 'look');
      return;
    }
    // Saving nothing would call a document described that nobody has looked at.
    if (!acceptAll && Object.keys(fieldsToSave(document, values, seen.fields(false), false)).length === 0) {
      say(
        document.state === 'described'
          ? 'Không có gì mới để lưu.'
          : 'Chưa lưu: chưa có ô nào được xem hay gõ. Bấm “Lưu và tiếp” để nhận các ô máy đọc chắc.',
      );
      return;
    }
    save.mutate(acceptAll);
  };
  const reload = async () => {
    const newer = await call('catalogue.document', { documentId });
    client.setQueryData(keyOf('catalogue.document', { documentId }), newer);
    drafts.rebase(documentId, newer.rowVersion);
    save.reset();
    say('Đã tải bản mới. Phần bạn gõ vẫn còn; hãy xem lại rồi lưu.', 'look');
  };
  const nextLook = () => {
    const focused = globalThis.document.activeElement?.id.replace('field-', '') ?? '';
    const from = fieldSpecs.find((spec) => spec.name === focused)?.name ?? null;
    const name = nextFieldToLookAt(document, drafts.of(documentId)?.values ?? {}, from);
    if (name) goToField(name);
    else say('Không còn chỗ nào cần xem trong tài liệu này.');
  };
  const nextDoubt = () => {
    if (doubtful.length === 0) {
      say('Trang này không có chữ nào máy đọc không chắc.');
      return;
    }
    const at = (doubtAt + 1) % doubtful.length;
    setLit(null);
    setDoubtAt(at);
    view.current?.reveal(doubtful[at]!.box);
  };
  const tool = (name: 'in' | 'out' | 'fit' | 'left' | 'right') => {
    const handle = view.current;
    if (name === 'fit') handle?.fit();
    else if (name === 'left' || name === 'right') handle?.turn(name === 'left' ? -90 : 90);
    else handle?.zoomBy(name === 'in' ? 1.3 : 1 / 1.3);
  };
  const turnPage = (to: number) => {
    if (to >= 1 && to <= document.pages.length) showPage(to);
  };
  const goTo = (id: string | null | undefined, otherwise: string) => (id ? openDocument(id) : say(otherwise));

  useKeys({
    save: () => trySave(false),
    'save.next': () => trySave(true),
    'field.first': () => goToField(fieldSpecs[0]!.name),
    'field.look': nextLook,
    'word.doubtful': nextDoubt,
    'document.previous': () => goTo(neighbours.data?.previous, 'Đây là tài liệu đầu của hồ sơ.'),
    'document.next': () => goTo(neighbours.data?.next, 'Đây là tài liệu cuối của hồ sơ.'),
    'page.previous': () => turnPage(page - 1),
    'page.next': () => turnPage(page + 1),
    'turn.left': () => tool('left'),
    'turn.right': () => tool('right'),
    'zoom.in': () => tool('in'),
    'zoom.out': () => tool('out'),
    'zoom.fit': () => tool('fit'),
    'words.toggle': () => setShowWords(!showWords),
  });

  return (
    <PaneGroup key={scale} id="describe.work">
      <Panel id="page" minSize={300}>
        <PagePane
          document={document}
          page={page}
          boxes={boxes}
          showWords={showWords}
          view={view}
          onPage={turnPage}
          onToggleWords={() => setShowWords(!showWords)}
          onTool={tool}
        />
      </Panel>
      <Separator aria-label="Đổi bề rộng biểu mẫu" />
      <Panel
        id="form"
        defaultSize={Math.round(384 * Math.min(scale, 1.15))}
        minSize={320}
        maxSize={680}
        groupResizeBehavior="preserve-pixel-size"
      >
        <DescribeForm
          document={document}
          draft={draft}
          saving={save.isPending}
          error={save.error}
          onType={(name, typed, shown) => drafts.type(documentId, document.rowVersion, name, typed, shown)}
          onFocusField={onFocusField}
          onSave={() => trySave(false)}
          onSaveNext={() => trySave(true)}
          onSaveAgain={() => trySave(save.variables ?? false)}
          onNextLook={nextLook}
          onReload={() => void reload()}
        />
      </Panel>
    </PaneGroup>
  );
}

function WorkSkeleton() {
  return (
    <div className="row fill" style={{ alignItems: 'stretch', gap: 0 }} aria-hidden="true">
      <div className="grow" style={{ background: 'var(--behind-pages)', padding: '3.5rem 15% 0' }}>
        <Skeleton height="100%" radius={0} />
      </div>
      <div style={{ width: 384, padding: '3rem 0.75rem', background: 'var(--card)' }}>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
          <Skeleton key={key} height={31} mb={27} />
        ))}
      </div>
    </div>
  );
}
