// A titled card on a scrolling page (Giao nộp, Quản trị).
// Must not hold logic.
import type { ReactNode } from 'react';
import classes from './card.module.css';

export function CardPage({ children, label }: { children: ReactNode; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className={`scroll fill ${classes.page}`} tabIndex={0} aria-label={label}>
      <div className={classes.inner}>{children}</div>
    </section>
  );
}

export function Card({
  title,
  aside,
  children,
  wide,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <section className={classes.card} data-wide={wide || undefined} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="grow" />
        {aside}
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
