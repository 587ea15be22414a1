// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { armChip } from '../../../extension/launcher/chip.ts'
import { HOST_NAME } from '../../../extension/launcher/pill.ts'

const sendMessage = vi.fn(async () => null)
const chipWords = { move: 'Move', hide: 'Hide', hidden: 'Hidden here.', undo: 'Undo' }
let life = new AbortController()
let root: ShadowRoot
let pill: HTMLButtonElement

beforeEach(async () => {
  vi.stubGlobal('chrome', {
    runtime: { id: 'spots', sendMessage },
    storage: { local: { get: async () => ({ chipWords }) } },
  })
  vi.stubGlobal('innerWidth', 1000)
  vi.stubGlobal('innerHeight', 600)
  life = new AbortController()
  const host = document.createElement(HOST_NAME)
  life.signal.addEventListener('abort', () => host.remove())
  root = host.attachShadow({ mode: 'open' })
  pill = document.createElement('button')
  pill.setAttribute('part', 'pill corner')
  vi.spyOn(pill, 'getBoundingClientRect').mockReturnValue(new DOMRect(850, 560, 140, 30))
  root.append(pill)
  document.body.append(host)
  await armChip(life, pill)
})

afterEach(() => {
  document.body.innerHTML = ''
  for (const host of document.querySelectorAll(HOST_NAME)) host.remove()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  sendMessage.mockClear()
})

const trusted = <T extends Event>(event: T): T => Object.defineProperty(event, 'isTrusted', { value: true })
const arrow = (more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key: 'ArrowUp', ...more })
const closeButton = () => root.querySelectorAll('button')[1]

describe('the chip', () => {
  test('is moved by an arrow key, which the page does not get', () => {
    const heard = vi.fn()
    document.addEventListener('keydown', heard)
    pill.dispatchEvent(trusted(arrow({ bubbles: true, composed: true })))
    document.removeEventListener('keydown', heard)
    expect(sendMessage.mock.calls).toEqual([[{ type: 'launcher.move', corner: 'top-end' }]])
    expect(heard).not.toHaveBeenCalled()
  })

  test.each([
    ['a key that nobody pressed', () => arrow()],
    ['an arrow key that means something to the browser', () => trusted(arrow({ altKey: true }))],
    ['another key', () => trusted(arrow({ key: 'a' }))],
  ])('stays at %s', (_what, event) => {
    pill.dispatchEvent(event())
    expect(sendMessage).not.toHaveBeenCalled()
  })

  test('beside a title is not moved, and has no close button', () => {
    pill.setAttribute('part', 'pill inline')
    pill.dispatchEvent(trusted(arrow()))
    root.host.dispatchEvent(new Event('pointerenter'))
    expect(sendMessage).not.toHaveBeenCalled()
    expect(closeButton()?.getAttribute('part')).not.toContain('near')
  })

  test('says what its close button does', () => {
    expect(closeButton()?.getAttribute('aria-label')).toBe('Hide')
    expect(closeButton()?.getAttribute('part')).toContain('near')
  })

  test('is not hidden by a click that nobody made', () => {
    closeButton()?.dispatchEvent(new MouseEvent('click'))
    expect(sendMessage).not.toHaveBeenCalled()
    expect(root.host.isConnected).toBe(true)
  })

  test('goes when it is hidden, and says so in its place', () => {
    closeButton()?.dispatchEvent(trusted(new MouseEvent('click')))
    expect(sendMessage.mock.calls).toEqual([[{ type: 'launcher.hide' }]])
    expect(root.host.isConnected).toBe(false)
    expect(document.querySelectorAll(HOST_NAME)).toHaveLength(1)
  })
})
