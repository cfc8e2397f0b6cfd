// The small shared parts: state dot with its word, a failure with retry, an empty pane, a fact line, job words.
// Must not load data.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { messageOfThrown, wordForAgain } from '../client/client.ts';
import classes from './bits.module.css';

export type DotTone = 'done' | 'look' | 'must' | 'typed' | 'empty' | 'busy';

/** Colour and shape say the same: filled round = done, diamond = look, square = must, ring = empty, half = busy. */
export function Dot({ tone, word }: { tone: DotTone; word: string }) {
  return (
    <span className={classes.dot} data-tone={tone}>
      <span className="sr">{word}</span>
    </span>
  );
}

/** A query or an act that failed: the sentence, and one thing to do. */
export function Problem({
  error,
  onRetry,
  compact,
}: {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
}) {
  return (
    <div className={classes.problem} data-compact={compact || undefined} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <p data-selectable>{messageOfThrown(error)}</p>
      {onRetry && (
        <Button variant="default" size="xs" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
          {wordForAgain(error)}
        </Button>
      )}
    </div>
  );
}

/** What an empty pane says: what it is for and what to do first. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <span className={classes.emptyIcon} aria-hidden="true">
        {icon}
      </span>
      <h2>{title}</h2>
      {children && <div className="muted">{children}</div>}
      {action}
    </div>
  );
}

export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd data-selectable>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
