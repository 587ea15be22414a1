interface Settings {
  extensionDir: string
  /** Where the UI DevTools listen. */
  uiPort: number
  /** A SOCKS proxy on loopback, for loopback too. */
  proxyPort: number
  /** Device pixels for each of a page's, for sharp pictures. */
  pixelRatio: number
}

/** How Chromium is started: alone, with the extension, and with nothing that needs the internet. */
export function chromiumArguments({ extensionDir, uiPort, proxyPort, pixelRatio }: Settings): string[] {
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Keeps permissions over a restart, which a later load over the protocol does not.
    `--load-extension=${extensionDir}`,
    '--disable-features=DisableLoadExtensionCommandLineSwitch',
    `--enable-ui-devtools=${uiPort}`,
    '--enable-features=ui-debug-tools-enable-synthetic-events',
    `--proxy-server=socks5://127.0.0.1:${proxyPort}`,
    '--proxy-bypass-list=<-loopback>',
    '--window-size=1280,900',
    // Without it a headless screen is 800 by 600, where a toolbar popup has no room.
    `--screen-info={${1920 * pixelRatio}x${1200 * pixelRatio} devicePixelRatio=${pixelRatio}}`,
  ]
}
