// How the app is built: one shell, a chunk per screen, and a service worker that keeps the shell
// for offline starts but never an answer of the bank. A server is reached by the same address.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const BANK_PATHS = [
  '/v1',
  '/sandbox',
  '/app-config.json',
  '/health',
  '/ready',
  '/metrics',
  '/docs',
];
const bankAddress = process.env['SYCEE_BANK'] ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      injectRegister: false,
      registerType: 'autoUpdate',
      manifest: {
        id: '/',
        name: 'Sycee',
        short_name: 'Sycee',
        description: 'An open bank inside an everyday app',
        start_url: '/wallet',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f4f6f5',
        theme_color: '#0a7d44',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: '/icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
        shortcuts: [
          { name: 'Transfer', url: '/transfer' },
          { name: 'Bills', url: '/bills' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg}', 'icon-192.png'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: BANK_PATHS.map((path) => new RegExp(`^${path}(/|$)`)),
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: true,
        runtimeCaching: [],
      },
    }),
  ],
  build: {
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Few files for what every screen needs, so that a first start asks seldom.
        codeSplitting: {
          groups: [
            { name: 'antd', test: /node_modules\/(antd-mobile|@use-gesture|@react-spring|ahooks)/ },
            { name: 'vendor', test: /node_modules|kit\/src|sdk\/src/ },
            { name: 'shared', test: /app\/src\/(ui|i18n\/words|[\w-]+\.tsx?$)/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      BANK_PATHS.map((path) => [path, { target: bankAddress, ws: path === '/v1' }]),
    ),
  },
});
