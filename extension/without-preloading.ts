const HELPER = '\0vite/preload-helper.js'

/**
 * Leaves `import()` as it is: Vite would fetch what an imported file imports ahead of it, and its styles. Ours lie in the browser,
 * and the styles are there already; the code for it would be in every window.
 */
export function withoutPreloading() {
  return {
    name: 'without-preloading',
    enforce: 'pre' as const,
    load: (id: string): string | null =>
      id === HELPER ? 'export const __vitePreload = (fetchIt) => fetchIt()' : null,
  }
}
