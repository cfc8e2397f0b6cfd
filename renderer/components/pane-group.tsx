// Resizable panes side by side that remember their widths.
// Must not know what stands in them.
import type { ReactNode } from 'react';
import { Group, type Layout } from 'react-resizable-panels';
import { remember, remembered } from '../client/remembered.ts';

export function PaneGroup({ id, children }: { id: string; children: ReactNode }) {
  const name = `panes.${id}`;
  const saved = remembered<Record<string, number>>(name, {});
  return (
    <Group
      id={id}
      orientation="horizontal"
      className="fill"
      {...(Object.keys(saved).length > 0 ? { defaultLayout: saved as Layout } : {})}
      onLayoutChanged={(layout, meta) => {
        if (meta.isUserInteraction) remember(name, layout);
      }}
    >
      {children}
    </Group>
  );
}
