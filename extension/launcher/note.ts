import type { ChipWords } from '../settings.ts'
import { tell } from './extension-api.ts'
import { HOST_NAME } from './pill.ts'

/** So long the way back is offered in the page; in the settings it stays. */
const SAID_FOR_MS = 12_000

/** As the chip was. By the keyboard, the way back is what comes next. */
interface NoteLook {
  tone: string
  direction: string
  isByKeyboard: boolean
}

/** Says, where the chip stood, that it is hidden, where it comes back, and how to undo that now. */
export function showNote(words: ChipWords, chip: HTMLElement, look: NoteLook): void {
  const { tone, direction, isByKeyboard } = look
  const host = document.createElement(HOST_NAME)
  host.style.cssText = chip.style.cssText
  const note = document.createElement('div')
  note.setAttribute('part', `note ${tone}`)
  note.setAttribute('role', 'status')
  note.style.direction = direction
  const undo = document.createElement('button')
  undo.setAttribute('part', `undo ${tone}`)
  undo.append(words.undo)
  undo.addEventListener('click', ({ isTrusted }) => {
    if (!isTrusted) return
    host.remove()
    void tell({ type: 'launcher.show' })
  })
  host.attachShadow({ mode: 'closed' }).append(note)
  document.documentElement.append(host)
  // What is there from the start is not read out.
  requestAnimationFrame(() => {
    note.append(words.hidden, undo)
    if (isByKeyboard) undo.focus()
  })
  leaveIn(SAID_FOR_MS, host)
}

/** Not under somebody's pointer or keyboard. */
function leaveIn(delay: number, host: Element): void {
  setTimeout(() => {
    if (host.matches(':hover, :focus-within')) leaveIn(delay / 4, host)
    else host.remove()
  }, delay)
}
