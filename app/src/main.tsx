// Where the app begins: words, theme, cache and router are made, then the first screen is drawn.

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { unstableSetRender } from 'antd-mobile';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startWords } from './i18n/words.ts';
import { applyPreferences } from './preferences.ts';
import { createQueryClient } from './query-client.ts';
import { createAppRouter } from './router.tsx';
import './styles/tokens.css';
import './styles/base.css';

// antd-mobile draws its own roots with an interface that React 19 no longer has.
unstableSetRender((node, container) => {
  const root = createRoot(container);
  root.render(node);
  return async () => root.unmount();
});

// After an update the server no longer has the chunks of the page that is open: get the new page,
// once, and not again and again when the fault lies elsewhere.
const RELOADED_KEY = 'sycee.reloaded';
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem(RELOADED_KEY) === location.pathname) return;
  sessionStorage.setItem(RELOADED_KEY, location.pathname);
  event.preventDefault();
  location.reload();
});

async function start(): Promise<void> {
  applyPreferences();
  await startWords();
  const queries = createQueryClient();
  const router = createAppRouter(queries);
  const place = document.getElementById('root');
  if (place === null) throw new Error('the page has no root');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
  // Without it the app only does not start offline, which is no reason to fail.
  if (import.meta.env.PROD) {
    await navigator.serviceWorker?.register('/sw.js').catch(() => undefined);
  }
}

// Not awaited: chunks that are loaded on the way import this very module.
void start();
