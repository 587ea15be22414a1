import { signal } from '@preact/signals'

/** What kept the last action of this window from being done; null when it was done. */
export const trouble = signal<'browser_full' | 'background' | null>(null)

/**
 * The one place where a failed action is caught: what was asked for did not happen, and the window says so. Expected refusals do
 * not come here, they are answers.
 */
export function act(action: Promise<unknown>): void {
  void follow(action)
}

async function follow(action: Promise<unknown>): Promise<void> {
  try {
    await action
    trouble.value = null
  } catch (error) {
    // The database of the browser fails with a DOMException; when it does, the disk is full more often than not.
    trouble.value = error instanceof DOMException ? 'browser_full' : 'background'
  }
}
