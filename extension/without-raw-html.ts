const PREACT = /\/preact\/dist\/preact\.mjs$/
const SETS_RAW_HTML = /\.innerHTML=(\w+)\.__html/

/**
 * Takes out of Preact that it can set raw HTML (`dangerouslySetInnerHTML` shows its text as text then). We never set any;
 * now no page of ours can, and Mozilla's linter has nothing to warn of.
 */
export function withoutRawHtml() {
  return {
    name: 'without-raw-html',
    transform(code: string, id: string): string | null {
      if (!PREACT.test(id)) return null
      if (!SETS_RAW_HTML.test(code)) throw new Error('Preact sets raw HTML in a way that is not known here')
      return code.replace(SETS_RAW_HTML, '.textContent=$1.__html')
    },
  }
}
