import type { Source } from './source.ts'

/** A rule of the house, and what a file does against it, in words. */
export interface Rule {
  title: string
  breaks: (source: Source) => string[]
}

/** Which room may import from which; each may import from itself. */
const MAY_IMPORT: Record<string, string[]> = {
  shared: [],
  server: ['shared'],
  'wxt.config.ts': ['extension', 'extension/launcher', 'shared'],
  extension: ['shared'],
  'extension/tools': ['shared'],
  'extension/launcher': ['extension', 'extension/tools', 'shared'],
  'extension/background': ['extension', 'extension/tools', 'shared'],
  'extension/ui': ['extension', 'shared'],
  'extension/entrypoints': [
    'extension',
    'extension/background',
    'extension/launcher',
    'extension/tools',
    'extension/ui',
    'shared',
  ],
}

/** Files of the project that are data and may be imported from anywhere. */
const DATA = /\.(css|json)$/

/** The extension's APIs that a view may use; for everything else it asks the background. */
const VIEWS_MAY_USE = /^browser\.(i18n|permissions|runtime\.openOptionsPage|extension\.getViews)\b/

const EXTENSION_API =
  /^(wxt\/(browser|utils\/storage)|wxt\/storage|webextension-polyfill|@wxt-dev\/(browser|storage))$/

/** Modules of shared/ that are light: no schema library behind them. */
const LIGHT = /^shared\/(limits|problem|work-item-url|extension-ids)\.ts$/

export const RULES: Rule[] = [
  {
    title: 'rooms import only from the rooms below them',
    breaks: ({ path, imports }) =>
      imports
        .filter(({ to }) => isOurs(to) && !DATA.test(to) && !mayImport(roomOf(path), roomOf(to)))
        .map(({ to }) => `imports ${to}`),
  },
  {
    title: 'only stores import a database',
    breaks: ({ path, imports }) =>
      path.startsWith('server/stores/') ? [] : imported(imports, /^(lowdb|pg)(\/|$)/),
  },
  {
    title:
      'only background/api.ts fetches; the reader does for its second look, i18n.ts for the texts in our own package',
    breaks: ({ path, calls }) =>
      !path.startsWith('extension/') ||
      /^extension\/(background\/api|entrypoints\/reader|i18n)\.ts$/.test(path)
        ? []
        : calls
            .filter((call) =>
              /^((globalThis|window|self)\.)?(fetch|XMLHttpRequest|WebSocket|EventSource)$|\.sendBeacon$/.test(
                call,
              ),
            )
            .map((call) => `calls ${call}`),
  },
  {
    title: 'only server/config.ts reads the environment',
    breaks: ({ path, imports, members }) =>
      path === 'server/config.ts'
        ? []
        : [
            ...imported(imports, /^(node:)?process$/),
            ...members
              .filter((member) => /^((globalThis|import\.meta)\.)?process\.env$/.test(member))
              .map((member) => `reads ${member}`),
          ],
  },
  {
    title: 'tools know no browser: DOM in, data out',
    breaks: ({ path, imports, members }) =>
      path.startsWith('extension/tools/')
        ? [...packages(imports), ...extensionCalls(members).map((member) => `uses ${member}`)]
        : [],
  },
  {
    title:
      'views ask the background for all but words, permissions, the settings page and what window they are in',
    breaks: ({ path, members }) =>
      path.startsWith('extension/ui/')
        ? extensionCalls(members)
            .filter((member) => !VIEWS_MAY_USE.test(member))
            .map((member) => `uses ${member}`)
        : [],
  },
  {
    title: 'views and the launcher carry no schemas: types and limits only',
    breaks: ({ path, imports }) =>
      /^extension\/(ui|launcher|tools)\//.test(path)
        ? imports
            .filter(({ to, isType }) => !isType && (to.startsWith('valibot') || isHeavy(to)))
            .map(({ to }) => `imports values of ${to}`)
        : [],
  },
  {
    title: 'shared knows neither side: valibot and itself only',
    breaks: ({ path, imports }) =>
      path.startsWith('shared/') ? imported(imports, /^(?!valibot$|shared\/)/) : [],
  },
  {
    title: 'the server knows no extension API',
    breaks: ({ path, imports }) => (path.startsWith('server/') ? imported(imports, EXTENSION_API) : []),
  },
]

type Imports = Source['imports']

function imported(imports: Imports, pattern: RegExp): string[] {
  return imports.filter(({ to }) => pattern.test(to)).map(({ to }) => `imports ${to}`)
}

function packages(imports: Imports): string[] {
  return imports.filter(({ to }) => !isOurs(to)).map(({ to }) => `imports ${to}`)
}

/** The longest of each chain: `browser.tabs.query`, not `browser.tabs` too. */
function extensionCalls(members: string[]): string[] {
  const ours = members.filter((member) => /^(globalThis\.)?(browser|chrome)\./.test(member))
  return ours.filter((member) => !ours.some((longer) => longer.startsWith(`${member}.`)))
}

function isHeavy(to: string): boolean {
  return to.startsWith('shared/') && !LIGHT.test(to)
}

function isOurs(to: string): boolean {
  return /^(extension|server|shared|tests)\/|^[^/]+\.config\.ts$|\.json$/.test(to) && !to.startsWith('node:')
}

function mayImport(from: string, to: string): boolean {
  return from === to || (MAY_IMPORT[from]?.includes(to) ?? false)
}

/** `extension/ui`, `extension` for the files that lie in it, `server`, `shared`. */
function roomOf(path: string): string {
  const [top = '', second, third] = path.split('/')
  return top === 'extension' && third !== undefined ? `${top}/${second}` : top
}
