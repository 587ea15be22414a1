import type { Corner } from '../launcher-choices.ts'
import type { ChipWords } from '../settings.ts'
import { cornerAt, cornerBeside, placeIn } from './corner.ts'
import { letDrag } from './drag.ts'
import { readChipWords, tell } from './extension-api.ts'
import type { LauncherLife } from './launcher.ts'
import { showNote } from './note.ts'

/** Lets the chip in the corner be moved, by dragging it and by the arrow keys, and hidden on this site. */
export async function armChip(life: LauncherLife, button: HTMLButtonElement): Promise<void> {
  const words = await readChipWords()
  const root = button.getRootNode()
  if (!words || !(root instanceof ShadowRoot) || !(root.host instanceof HTMLElement)) return
  const { host } = root
  button.title = words.move
  letMove(button, host)
  const close = createClose(words, (isByKeyboard) => {
    void tell({ type: 'launcher.hide' })
    life.abort()
    showNote(words, host, { tone: toneOf(button), direction: button.style.direction, isByKeyboard })
  })
  // While somebody is near to the chip, or has the keyboard on it, the sheet shows it.
  const dress = () => {
    close.setAttribute('part', `close ${isChip(button) ? 'near' : ''} ${toneOf(button)}`)
    close.style.direction = button.style.direction
  }
  host.addEventListener('pointerenter', dress)
  host.addEventListener('focusin', dress)
  dress()
  root.append(close)
}

function letMove(button: HTMLButtonElement, host: HTMLElement): void {
  const moveTo = (corner: Corner) => {
    placeIn(corner, host)
    void tell({ type: 'launcher.move', corner })
  }
  button.addEventListener('keydown', (event) => {
    const { key, isTrusted, altKey, ctrlKey, metaKey } = event
    if (!isTrusted || altKey || ctrlKey || metaKey || !isChip(button)) return
    const corner = cornerBeside(button.getBoundingClientRect(), key, isRightToLeft(button))
    if (!corner) return
    // The page has arrow keys of its own.
    event.preventDefault()
    event.stopPropagation()
    moveTo(corner)
  })
  const drop = ({ clientX, clientY }: PointerEvent) =>
    moveTo(cornerAt(clientX, clientY, isRightToLeft(button)))
  letDrag(button, () => isChip(button), drop)
}

function createClose(words: ChipWords, closed: (isByKeyboard: boolean) => void): HTMLButtonElement {
  const close = document.createElement('button')
  close.title = words.hide
  close.setAttribute('aria-label', words.hide)
  close.addEventListener('click', ({ isTrusted, detail }) => {
    // The click of a key counts none.
    if (isTrusted) closed(detail === 0)
  })
  return close
}

function isChip(button: Element): boolean {
  return button.matches('[part~="corner"]')
}

function toneOf(button: Element): string {
  return button.matches('[part~="dark"]') ? 'dark' : ''
}

function isRightToLeft(button: Element): boolean {
  return getComputedStyle(button).direction === 'rtl'
}
