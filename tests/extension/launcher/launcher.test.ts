// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startLauncher } from '../../../extension/launcher/launcher.ts'
import { HOST_NAME } from '../../../extension/launcher/pill.ts'

const sendMessage = vi.fn(async () => null)
const runtime: { id?: string; sendMessage: typeof sendMessage } = { id: 'spots', sendMessage }
const LABEL = 'Send a bright spot'
let life = new AbortController()

const hosts = () => document.querySelectorAll(HOST_NAME)
/** The closed root is known to who made it alone. */
let attachShadow = vi.spyOn(Element.prototype, 'attachShadow')

function button(): HTMLButtonElement {
  const root = attachShadow.mock.results.at(-1)?.value
  const found = root instanceof ShadowRoot ? root.querySelector('button') : null
  if (!found) throw new Error('The launcher has no button')
  return found
}

beforeEach(() => {
  life = new AbortController()
  runtime.id = 'spots'
  vi.stubGlobal('chrome', { runtime })
  attachShadow = vi.spyOn(Element.prototype, 'attachShadow')
})

afterEach(() => {
  life.abort()
  document.body.innerHTML = ''
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  sendMessage.mockClear()
})

describe('the launcher', () => {
  it('puts up one host, and takes those of earlier versions down', () => {
    document.documentElement.append(document.createElement(HOST_NAME))
    startLauncher(life, LABEL, [])
    startLauncher(new AbortController(), LABEL, [])
    expect(hosts()).toHaveLength(1)
  })

  it('shows nothing without the registered stylesheet, and tells the page nothing', () => {
    startLauncher(life, LABEL, [])
    const host = hosts()[0]
    expect(host?.outerHTML).toBe(`<${HOST_NAME} style="display: none;"></${HOST_NAME}>`)
    expect(host?.shadowRoot).toBeNull()
  })

  it('says what it does', () => {
    startLauncher(life, LABEL, [])
    expect(button().textContent).toBe(LABEL)
  })

  it('does not take a click that nobody made', () => {
    startLauncher(life, LABEL, [])
    button().dispatchEvent(new MouseEvent('click', { bubbles: true }))
    expect(sendMessage).not.toHaveBeenCalled()
  })

  it('sends that it was clicked, and nothing else', () => {
    startLauncher(life, LABEL, [])
    button().dispatchEvent(trustedClick())
    expect(sendMessage.mock.calls).toEqual([[{ type: 'launcher.open' }]])
  })

  it('goes when the extension is gone at a click', async () => {
    startLauncher(life, LABEL, [])
    sendMessage.mockImplementationOnce(() => {
      delete runtime.id
      return Promise.reject(new Error('Extension context invalidated'))
    })
    button().dispatchEvent(trustedClick())
    await vi.waitFor(() => expect(hosts()).toHaveLength(0))
  })

  it('stays when the worker ended before it answered, and takes the next click', async () => {
    startLauncher(life, LABEL, [])
    sendMessage.mockRejectedValueOnce(new Error('The message channel closed'))
    button().dispatchEvent(trustedClick())
    await vi.waitFor(() => expect(sendMessage).toHaveBeenCalledTimes(1))
    await new Promise((resolve) => setTimeout(resolve))
    button().dispatchEvent(trustedClick())
    expect(sendMessage).toHaveBeenCalledTimes(2)
    expect(hosts()).toHaveLength(1)
  })

  it.each([
    ['the pointer comes near', () => hosts()[0]?.dispatchEvent(new Event('pointerenter'))],
    ['the tab is looked at again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('of an extension that is gone goes when %s', (_when, happen) => {
    startLauncher(life, LABEL, [])
    delete runtime.id
    happen()
    expect(hosts()).toHaveLength(0)
  })

  it('comes back when the page threw it out', () => {
    startLauncher(life, LABEL, [])
    hosts()[0]?.remove()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(hosts()).toHaveLength(1)
  })

  it('says once that somebody came near, in its corner alone', async () => {
    startLauncher(life, LABEL, [])
    hosts()[0]?.dispatchEvent(new Event('pointerenter'))
    expect(sendMessage).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(button().getAttribute('part')).toContain('corner'))
    hosts()[0]?.dispatchEvent(new Event('pointerenter'))
    hosts()[0]?.dispatchEvent(new Event('focusin'))
    expect(sendMessage.mock.calls).toEqual([[{ type: 'launcher.near' }]])
  })

  it('watches with one observer on a page of a known tool, and no longer than it lives', async () => {
    const watch = vi.spyOn(ResizeObserver.prototype, 'observe')
    const end = vi.spyOn(ResizeObserver.prototype, 'disconnect')
    const mutations = vi.spyOn(MutationObserver.prototype, 'observe')
    document.body.innerHTML = '<main><h2>Ticket</h2></main>'
    startLauncher(life, LABEL, [['main', 'h2']])
    await vi.waitFor(() => expect(watch).toHaveBeenCalled())
    expect(new Set(watch.mock.contexts)).toHaveLength(1)
    expect(mutations).not.toHaveBeenCalled()
    const before = end.mock.calls.length
    life.abort()
    expect(end).toHaveBeenCalledTimes(before + 1)
  })

  it('watches nothing on a page of no known tool', () => {
    const watch = vi.spyOn(ResizeObserver.prototype, 'observe')
    const mutations = vi.spyOn(MutationObserver.prototype, 'observe')
    startLauncher(life, LABEL, [])
    expect(watch).not.toHaveBeenCalled()
    expect(mutations).not.toHaveBeenCalled()
  })
})

function trustedClick(): Event {
  return Object.defineProperty(new MouseEvent('click'), 'isTrusted', { value: true })
}
