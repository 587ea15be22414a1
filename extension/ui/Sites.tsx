import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import type { OfferedSite } from '../stored.ts'
import { act } from './act.ts'
import { HiddenLauncher } from './HiddenLauncher.tsx'
import { SetByOrganisation, SitesOffer } from './Organisation.tsx'
import type { PolicyStore } from './policy.ts'

/** The sites with the button, and those that the organisation offers. */
export function Sites({ policy }: { policy: PolicyStore }) {
  const { turnedOn, offered } = policy
  const { sites, locked } = policy.policy.value
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{t('options_sites')}</h2>
      <p class="quiet">{t(whySites(turnedOn.value.length, offered.value.length))}</p>
      {locked.includes('sites') && <p class="quiet">{t('options_sites_locked')}</p>}
      <ul class="sites">
        {turnedOn.value.map((site) => (
          <Site key={site.pattern} site={site} isTheirs={sites.includes(site.pattern)} />
        ))}
      </ul>
      {offered.value.length > 0 && (
        <div class="offer">
          <SitesOffer sites={offered.value}>
            <SetByOrganisation />
          </SitesOffer>
        </div>
      )}
    </section>
  )
}

function whySites(on: number, offered: number) {
  return on + offered > 0 ? 'options_sites_why' : 'options_sites_none'
}

/** Whoever offered it: the person can always turn it off, here or in the browser. */
function Site({ site, isTheirs }: { site: OfferedSite; isTheirs: boolean }) {
  const { host, pattern } = site
  const mark = `set ${pattern}`.replaceAll(' ', '-')
  return (
    <li>
      <span>
        {host} {isTheirs && <SetByOrganisation id={mark} />} <HiddenLauncher site={site} />
      </span>
      <button
        type="button"
        class="link"
        aria-label={t('options_site_off_label', { site: host })}
        aria-describedby={isTheirs ? mark : undefined}
        onClick={() => act(ask('sites.remove', { pattern }))}
      >
        {t('options_site_off')}
      </button>
    </li>
  )
}
