// Starts the window: connects to the program, loads what is remembered, draws the frame.
// Must not hold logic of a screen.
import '@fontsource/be-vietnam-pro/400.css';
import '@fontsource/be-vietnam-pro/500.css';
import '@fontsource/be-vietnam-pro/600.css';
import '@mantine/core/styles.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/mantine.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './client/client.ts';
import { createQueryClient, listenForChanges } from './client/queries.ts';
import { loadRemembered } from './client/remembered.ts';
import { drafts } from './screens/describe/drafts.ts';
import { App } from './shell/app.tsx';
import { applyRememberedTextSize } from './styles/text-size.ts';
import { theme } from './styles/theme.ts';

async function reachProgram(): Promise<boolean> {
  if (window.tangthu) {
    connect(window.tangthu);
    return true;
  }
  const search = new URLSearchParams(location.search);
  if (!import.meta.env.DEV && !search.has('fake')) return false;
  const { createFake } = await import('./client/fake.ts');
  const fake = createFake({
    closed: search.has('closed'),
    empty: search.has('empty'),
    running: search.has('running') || search.has('paused'),
    paused: search.has('paused'),
    gone: search.has('gone'),
    extraDocuments: Number(search.get('extra') ?? 0),
  });
  Object.assign(window, { fakeBridge: fake.bridge });
  connect(fake.bridge, fake.pictures);
  return true;
}

async function start(): Promise<void> {
  const host = document.getElementById('root')!;
  if (!(await reachProgram())) {
    host.textContent = 'Cửa sổ này cần được mở từ chương trình Tàng Thư.';
    return;
  }
  await Promise.all([loadRemembered(), drafts.load()]);
  applyRememberedTextSize();
  const client = createQueryClient();
  listenForChanges(client);
  createRoot(host).render(
    <StrictMode>
      <MantineProvider theme={theme} forceColorScheme="light">
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void start();
