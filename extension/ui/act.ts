import { signal } from '@preact/signals'

/** What kept the last action of this window from being done; null when it was done. */
export const trouble = signal<'browser_full' | 'background' | null>(null)

/**
 * The one place where a failed action is caught: what was asked for did not happen, and the window says so until an action
 * succeeds. Expected refusals do not come here, they are answers.
 */
export function act(action: Promise<unknown>): void {
  void settle(action).then((isDone) => {
    if (isDone) trouble.value = null
    return isDone
  })
}

/** The same for what the window does by itself: its success says nothing about what the person asked for. */
export function keepUp(work: Promise<unknown>): void {
  void settle(work)
}

async function settle(action: Promise<unknown>): Promise<boolean> {
  try {
    await action
    return true
  } catch (error) {
    // The database of the browser fails with a DOMException; when it does, the disk is full more often than not.
    trouble.value = error instanceof DOMException ? 'browser_full' : 'background'
    return false
  }
}
