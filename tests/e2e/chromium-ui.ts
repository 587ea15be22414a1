import { setTimeout as sleep } from 'node:timers/promises'
import type { ShownNotification } from './browser-under-test.ts'
import { until } from './until.ts'

interface UiNode {
  nodeId: number
  attributes?: string[]
  children?: UiNode[]
}

/** A view of the browser's own interface, in the order in which they are drawn. */
interface View {
  id: number
  className: string
  depth: number
}

interface Styles {
  matchedCSSRules: { rule: { style: { cssProperties: { name: string; value: string }[] } } }[]
}

interface Reply<Result> {
  result: Result
  error?: { message: string }
}

/** Chromium ignores clicks on a dialog younger than half a second, so that nobody clicks what they did not see. */
const DIALOG_SETTLES_MS = 600

/** Chromium's UI DevTools: menus, prompts and notifications that no page can reach, also without a display. */
export class ChromiumUi {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (reply: string) => void>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const reply = String(data)
      const { id }: { id: number } = JSON.parse(reply)
      this.#waiting.get(id)?.(reply)
      this.#waiting.delete(id)
    })
  }

  static async connect(port: number): Promise<ChromiumUi> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/0`)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error('UI DevTools do not answer')))
    })
    const ui = new ChromiumUi(socket)
    await ui.#send('DOM.enable')
    return ui
  }

  close(): void {
    this.#socket.close()
  }

  /** Presses a button of an open dialog by the words on it. */
  async pressButton(words: string): Promise<void> {
    const button = await until(`the button '${words}'`, async () => {
      for (const view of await this.#views('MdTextButton'))
        if ((await this.#properties(view))['Text'] === words) return view
      return null
    })
    await sleep(DIALOG_SETTLES_MS)
    await this.#click(button, 10, 10)
  }

  /** Whether the menu comes within a second: a popup that is just closing takes a menu with it. */
  async isMenuOpen(): Promise<boolean> {
    const shown = until('the menu', async () => (await this.#views('MenuItemView')).length > 0, 1000)
    return shown.catch(() => false)
  }

  /** Items of the page's context menu carry no words here. Ours stands alone in the group before 'Inspect'. */
  async chooseExtensionMenuItem(): Promise<void> {
    const views = await this.#settledMenu()
    const groups: View[][] = [[]]
    for (const view of views)
      if (view.className === 'MenuSeparator') groups.push([])
      else if (view.className === 'MenuItemView') groups.at(-1)?.push(view)
    const [item, ...others] = groups.at(-2) ?? []
    if (!item || others.length > 0) throw new Error('The extension has no item, or several, in this menu')
    await this.#clickMenuItem(views, item)
    await until('the menu to close', async () => (await this.#views('MenuItemView')).length === 0)
  }

  async notifications(): Promise<ShownNotification[]> {
    const shown = await this.#notificationViews()
    return shown.map(({ title, message }) => ({ title, message }))
  }

  async clickNotification(title: string): Promise<void> {
    const shown = await until(`the notification '${title}'`, async () =>
      (await this.#notificationViews()).find((notification) => notification.title === title),
    )
    await this.#click(shown.view, 40, 60)
  }

  async #notificationViews(): Promise<(ShownNotification & { view: View })[]> {
    const views = await this.#views()
    const cards = views.filter((view) => view.className === 'NotificationView')
    const shown = await Promise.all(
      cards.map(async (view) => {
        const [title = '', message = ''] = await this.#words(contentsOf(view, views))
        return { view, title, message }
      }),
    )
    return shown.filter(({ title }) => title !== '')
  }

  /** Title and message stand together in the first box; the header before it has labels of its own. */
  async #words(contents: View[]): Promise<string[]> {
    const box = contents.find((view) => view.className === 'BoxLayoutView')
    if (!box) return []
    const labels = contentsOf(box, contents).filter((view) => view.className === 'Label')
    return Promise.all(labels.map(async (label) => (await this.#properties(label))['Text'] ?? ''))
  }

  /** The views once two looks in a row agree: ids change while a menu opens. */
  async #settledMenu(): Promise<View[]> {
    let before = ''
    return until('the context menu', async () => {
      const views = await this.#views()
      const now = views.map((view) => view.className + view.id).join()
      const settled = now === before && views.some((view) => view.className === 'MenuItemView')
      before = now
      return settled ? views : null
    })
  }

  /** Positions are relative to the parent, so those of all ancestors up to the menu's window add up. */
  async #clickMenuItem(views: View[], item: View): Promise<void> {
    const window = views.find((view) => view.className === 'MenuHostRootView')
    if (!window) throw new Error('The menu has no window')
    let { depth } = item
    let [x, y] = [0, 0]
    for (const view of views.slice(views.indexOf(window) + 1, views.indexOf(item) + 1).toReversed())
      if (view.depth === depth) {
        const place = await this.#properties(view)
        x += Number(place['X'])
        y += Number(place['Y'])
        depth--
      }
    const size = await this.#properties(item)
    await this.#click(window, x + Number(size['Width']) / 2, y + Number(size['Height']) / 2)
  }

  async #click(view: View, x: number, y: number): Promise<void> {
    for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
      await this.#send('DOM.dispatchMouseEvent', {
        nodeId: view.id,
        event: { type, x: Math.round(x), y: Math.round(y), button: 'left', wheelDirection: 'none' },
      })
  }

  async #views(className?: string): Promise<View[]> {
    const { root } = await this.#send<{ root: UiNode }>('DOM.getDocument')
    const views = flatten(root, 0)
    return className ? views.filter((view) => view.className === className) : views
  }

  async #properties(view: View): Promise<Record<string, string>> {
    const styles = await this.#send<Styles>('CSS.getMatchedStylesForNode', { nodeId: view.id })
    const properties = styles.matchedCSSRules.flatMap(({ rule }) => rule.style.cssProperties)
    return Object.fromEntries(properties.map(({ name, value }) => [name, value]))
  }

  #send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const id = ++this.#lastId
    this.#waiting.set(id, (reply) => {
      const { result, error }: Reply<Result> = JSON.parse(reply)
      if (error) reject(new Error(`${method}: ${error.message}`))
      else resolve(result)
    })
    this.#socket.send(JSON.stringify({ id, method, params }))
    return promise
  }
}

function flatten(node: UiNode, depth: number): View[] {
  const view = { id: node.nodeId, className: node.attributes?.[1] ?? '', depth }
  return [view, ...(node.children ?? []).flatMap((child) => flatten(child, depth + 1))]
}

function contentsOf(view: View, views: View[]): View[] {
  const following = views.slice(views.indexOf(view) + 1)
  const end = following.findIndex(({ depth }) => depth <= view.depth)
  return end === -1 ? following : following.slice(0, end)
}
