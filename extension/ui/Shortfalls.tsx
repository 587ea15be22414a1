import { useState } from 'preact/hooks'
import { dayOf } from '../day.ts'
import { listNames, t } from '../i18n.ts'
import { forgetShortfalls, listShortfalls, writtenReport } from '../shortfalls.ts'
import type { Shortfall } from '../stored.ts'
import { act } from './act.ts'
import { live } from './live.ts'
import { kindName } from './parts.tsx'
import { useStore } from './use.ts'

const PARTS = { key: 'reads_key', title: 'reads_title', people: 'reads_people' } as const

/** Sites whose pages lack what their tool's reader must find, each with a report for whoever mends it. */
export function Shortfalls() {
  const shortfalls = useStore((until) => live(listShortfalls, ['shortfalls'], until))
  if (!shortfalls.value?.length) return null
  return (
    <section aria-labelledby="shortfalls">
      <h2 id="shortfalls">{t('reads_less')}</h2>
      <p class="quiet">{t('reads_less_why')}</p>
      <ul class="rows">
        {shortfalls.value.map((one) => (
          <Row key={`${one.tool} ${one.site}`} shortfall={one} />
        ))}
      </ul>
    </section>
  )
}

function Row({ shortfall }: { shortfall: Shortfall }) {
  const { tool, site } = shortfall
  const [isCopied, setCopied] = useState(false)
  const about = `shortfall-${tool}-${site}`
  const copy = () => navigator.clipboard.writeText(writtenReport(shortfall)).then(() => setCopied(true))
  const forget = () => forgetShortfalls((one) => one.tool === tool && one.site === site)
  return (
    <li>
      <span id={about}>
        <b>
          <bdi>{URL.parse(site)?.hostname ?? site}</bdi>
        </b>
        <small>{noteOf(shortfall)}</small>
      </span>
      <div class="acts">
        <span class="quiet" role="status">
          {isCopied && t('reads_copied')}
        </span>
        <button type="button" class="link" aria-describedby={about} onClick={() => act(copy())}>
          {t('reads_copy')}
        </button>
        <button type="button" class="link" aria-describedby={about} onClick={() => act(forget())}>
          {t('reads_forget')}
        </button>
      </div>
    </li>
  )
}

/** 'Ticket · redmine · Not found: people · today' */
function noteOf({ tool, kind, missing, day }: Shortfall): string {
  const parts = listNames(missing.map((part) => t(PARTS[part])))
  return [kindName(kind), tool, t('reads_missing', { parts }), dayOf(new Date(day))].join(' · ')
}
