// The top bar: where am I, how far is it, search everything, the keys.
// Must not search itself: it hands the text to the search screen.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useCall } from '../client/queries.ts';
import { formatCount, titleOf } from '../components/format.ts';
import { useDocument } from '../components/use-document.ts';
import { composing } from './keymap.ts';
import { KeyCap, KeyTip, useKeys } from './keys.tsx';
import { useNavigation } from './navigation.tsx';
import { railItems } from './rail.tsx';
import classes from './shell.module.css';

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { place } = useNavigation();
  return (
    <header className={classes.top}>
      <h1 className="sr">{railItems.find((item) => item.screen === place.screen)?.label}</h1>
      {place.screen === 'search' ? <SearchBox wide /> : <Crumbs />}
      <span className="grow" />
      {place.screen !== 'search' && <SearchBox />}
      <KeyTip id="help">
        <ActionIcon aria-label="Xem các phím dùng được ở đây" onClick={onHelp}>
          <IconKeyboard size={19} stroke={1.6} />
        </ActionIcon>
      </KeyTip>
    </header>
  );
}

/** The core names a file by its code alone. */
const fileLabel = (label: string) => (label.startsWith('Hồ sơ') ? label : `Hồ sơ ${label}`);

function Crumbs() {
  const { place } = useNavigation();
  const info = useCall('archive.info', {});
  const document = useDocument(place.screen === 'describe' ? place.documentId : null);
  const counts = info.data?.counts;
  const screen = railItems.find((item) => item.screen === place.screen)!;
  const detail = document.data;
  const crumbs = detail
    ? [
        ...detail.place
          .filter((step) => step.kind !== 'agency' && step.kind !== 'document')
          .map((step) => ({
            key: step.id,
            label: step.kind === 'file' ? fileLabel(step.label) : step.label,
          })),
        { key: 'document', label: titleOf(detail.fields, detail.sourceName) },
      ]
    : [
        { key: 'agency', label: info.data?.agencyName ?? '' },
        { key: 'screen', label: screen.label },
      ];
  return (
    <>
      <nav aria-label="Vị trí" style={{ minWidth: 0 }}>
        <ol className={classes.crumbs}>
          {crumbs.map((crumb, index) => (
            <li key={crumb.key}>
              {index > 0 && <span aria-hidden="true">›</span>}
              <span>{crumb.label}</span>
            </li>
          ))}
        </ol>
      </nav>
      {counts && counts.documents > 0 && (
        <span className="chip" data-tone={counts.waiting > 0 ? 'look' : 'done'} style={{ flex: 'none' }}>
          {counts.waiting > 0 ? `${formatCount(counts.waiting)} tài liệu chờ biên mục` : 'đã biên mục đủ'}
        </span>
      )}
    </>
  );
}

function SearchBox({ wide }: { wide?: boolean }) {
  const { go, searchText, setSearchText } = useNavigation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(searchText);

  useEffect(() => setText(searchText), [searchText]);
  useEffect(() => {
    if (wide) input.current?.focus();
  }, [wide]);
  useKeys({
    'search.focus': () => {
      input.current?.focus();
      input.current?.select();
    },
  });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (composing(event.nativeEvent)) return;
    if (event.key === 'Enter') {
      const typed = text.normalize('NFC').trim();
      // Already searched for: the results screen takes Enter and opens the chosen hit.
      if (wide && typed === searchText) return;
      event.preventDefault();
      if (typed === '') return;
      setSearchText(typed);
      go('search');
    } else if (event.key === 'Escape') {
      event.currentTarget.blur();
    }
  };

  return (
    <TextInput
      ref={input}
      className={wide ? `${classes.search} ${classes.searchWide}` : classes.search}
      data-search
      aria-label="Tìm trong toàn kho"
      placeholder="Tìm hồ sơ, số ký hiệu, nội dung…"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      leftSection={<IconSearch size={17} stroke={1.7} />}
      rightSection={
        wide ? (
          <span className="kbd" aria-hidden="true">
            Enter
          </span>
        ) : (
          <KeyCap id="search.focus" />
        )
      }
      rightSectionWidth={wide ? 56 : 60}
      rightSectionPointerEvents="none"
      autoComplete="off"
      spellCheck={false}
    />
  );
}
