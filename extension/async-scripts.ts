/**
 * Lets a page of ours be there before its script: Firefox shows a popup once its page is parsed, and a deferred script holds
 * that back. WXT's own script would make Vite drop `async` from the page itself.
 */
export function withAsyncScripts() {
  return {
    name: 'with-async-scripts',
    transformIndexHtml: {
      order: 'post' as const,
      handler: (html: string) => html.replaceAll('<script type="module"', '<script async type="module"'),
    },
  }
}
