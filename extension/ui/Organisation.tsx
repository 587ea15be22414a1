import type { ComponentChildren } from 'preact'
import { t } from '../i18n.ts'
import { putAway } from '../policy.ts'
import type { OfferedSite, Session } from '../stored.ts'
import { act } from './act.ts'
import { turnOnSites, type PolicyStore } from './policy.ts'
import { openSettings } from './toolbar-popup.ts'

/** Stands beside each thing that the organisation set. With an id it also describes the control there. */
export function SetByOrganisation({ id }: { id?: string }) {
  return (
    <small class="by-organisation" {...(id === undefined ? {} : { id })}>
      {t('organisation_set')}
    </small>
  )
}

/** The sites of the organisation that are not on yet, by name, and one question for all of them. */
export function SitesOffer({ sites, children }: { sites: OfferedSite[]; children: ComponentChildren }) {
  return (
    <>
      <p class="quiet">{t('offer_sites')}</p>
      <ul class="hosts">
        {sites.map(({ pattern, host }) => (
          <li key={pattern}>{host}</li>
        ))}
      </ul>
      <div class="acts">
        <button type="button" class="link" onClick={() => turnOnSites(sites)}>
          {t('offer_sites_button', { count: sites.length })}
        </button>
        {children}
      </div>
    </>
  )
}

/** What the organisation suggests to somebody who came for something else: quietly, once, and it can be put away for good. */
export function Suggestion({ policy, session }: { policy: PolicyStore; session: Session }) {
  const server = policy.suggestedServer(session)
  const sites = policy.suggested.value
  if (server !== null)
    return (
      <aside class="suggestion" aria-label={t('organisation_set')}>
        <p>{t('options_moved', { server })}</p>
        <div class="acts">
          <button type="button" class="link" onClick={() => act(openSettings())}>
            {t('offer_connect')}
          </button>
          <PutAway names={[server]} />
        </div>
      </aside>
    )
  if (sites.length === 0) return null
  return (
    <aside class="suggestion" aria-label={t('organisation_set')}>
      <SitesOffer sites={sites}>
        <PutAway names={sites.map(({ pattern }) => pattern)} />
      </SitesOffer>
    </aside>
  )
}

function PutAway({ names }: { names: string[] }) {
  return (
    <button type="button" class="link" onClick={() => act(putAway(names))}>
      {t('offer_put_away')}
    </button>
  )
}
