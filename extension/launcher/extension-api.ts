/** The little of the extension API that the launcher needs, as both browsers have it: the polyfill would cost each page 2.8 kB. */
interface ExtensionApi {
  /** Without an id once the extension was updated or removed under a living page. */
  runtime?: { id?: string; sendMessage(message: { type: 'launcher.open' }): Promise<unknown> }
  i18n?: { getMessage(key: string): string }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the browsers put one of the two there, and TypeScript knows neither
const api = globalThis as { browser?: ExtensionApi; chrome?: ExtensionApi }

/** The extension's API as it is now: what was kept would not tell that the extension is gone. */
export function extensionApi(): ExtensionApi {
  return api.browser ?? api.chrome ?? {}
}
