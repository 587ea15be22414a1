import { browser, type Browser } from 'wxt/browser'
import { HANDLER_FAILED, type MessageHandlers, type MessageType } from '../messages.ts'

/** What a page's script may send, each about its own page alone: everything else comes from our own pages. */
const FROM_PAGES: ReadonlySet<string> = new Set<MessageType>([
  'launcher.open',
  'launcher.near',
  'launcher.move',
  'launcher.hide',
  'launcher.show',
])

/**
 * Answers messages by their type. Who sends is what the browser says (`sender`), never what the message says.
 * @returns a listener for `runtime.onMessage`.
 */
export function receive(handlers: MessageHandlers) {
  return (
    message: unknown,
    sender: Browser.runtime.MessageSender,
    reply: (answer: unknown) => void,
  ): boolean => {
    const answer = answerTo(handlers, message, sender)
    if (!answer) return false
    answer.then(reply, (error: unknown) => {
      reply(HANDLER_FAILED)
      throw error
    })
    return true
  }
}

function answerTo(handlers: MessageHandlers, message: unknown, sender: Browser.runtime.MessageSender) {
  if (!isMessage(message, handlers) || sender.id !== browser.runtime.id) return null
  if (!FROM_PAGES.has(message.type) && !sender.url?.startsWith(browser.runtime.getURL('/'))) return null
  // The type and the data belong together because only `ask` makes messages.
  const handler = handlers[message.type] as (
    ask: object,
    from: Browser.runtime.MessageSender,
  ) => Promise<unknown>
  return handler(message, sender)
}

function isMessage(message: unknown, handlers: MessageHandlers): message is { type: MessageType } {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false
  return typeof message.type === 'string' && Object.hasOwn(handlers, message.type)
}
