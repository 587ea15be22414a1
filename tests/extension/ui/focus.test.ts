// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { keepFocus } from '../../../extension/ui/focus.ts'

const root = document.createElement('div')
document.body.append(root)
keepFocus(root)

beforeEach(() => {
  root.innerHTML = `
    <h1>Inbox</h1>
    <button id="tab">Sent</button>
    <p></p>
    <ol>
      <li id="first"><button id="one">Withdraw</button></li>
      <li id="second"><button id="two">Withdraw</button></li>
      <li id="third"><button id="three">Withdraw</button></li>
    </ol>
    <section id="drafts"><h2>Drafts</h2><button id="discard">Discard</button></section>
    <section id="sites"><h2>Sites</h2><ul><li id="site"><button id="off">Turn off</button></li></ul></section>`
})

const at = (id: string) => {
  const found = root.querySelector<HTMLElement>(`#${id}`)
  if (!found) throw new Error(`There is no ${id}`)
  return found
}
/** What has the focus a moment later. */
async function focused(): Promise<string | undefined> {
  await new Promise((resolve) => setTimeout(resolve))
  return document.activeElement?.id || document.activeElement?.textContent || undefined
}

test.each([
  ['the next item takes it', 'two', 'second', 'three'],
  ['after the last item the one before', 'three', 'third', 'two'],
  ['where no control is left the heading', 'off', 'site', 'Sites'],
  ['when a view goes, the heading of the page', 'discard', 'drafts', 'Inbox'],
])('%s', async (_, had, gone, takes) => {
  at(had).focus()
  at(gone).remove()
  expect(await focused()).toBe(takes)
})

test('when the list is empty, what stands there instead', async () => {
  for (const id of ['first', 'second']) at(id).remove()
  at('three').focus()
  at('third').remove()
  const [place] = root.getElementsByTagName('p')
  if (place) place.innerHTML = '<button id="send">Send one</button>'
  for (const id of ['drafts', 'sites']) at(id).remove()
  expect(await focused()).toBe('send')
})

test('what is put in the same place takes it', async () => {
  at('two').focus()
  at('two').outerHTML = '<button id="sure">Withdraw for good</button>'
  expect(await focused()).toBe('sure')
})

test('whoever took it already keeps it', async () => {
  at('two').focus()
  at('second').remove()
  at('tab').focus()
  expect(await focused()).toBe('tab')
})

test('who left on purpose is left alone', async () => {
  at('two').focus()
  at('two').blur()
  await focused()
  at('second').remove()
  expect(document.activeElement).toBe(document.body)
  expect(await focused()).not.toBe('three')
})
