// The headers by which browsers keep pages of the bank safe, the same for every answer: written
// once instead of being worked out for each request. They are those that helmet sets.

/** By name; some only where people come by https, because over plain http browsers ignore them. */
export function safetyHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(isSecure),
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
    ...(isSecure && {
      'cross-origin-opener-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  };
}

function contentPolicy(isSecure: boolean): string {
  return [
    "default-src 'self'",
    // Components place themselves with style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join(';');
}
