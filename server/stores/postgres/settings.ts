import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { Settings } from '../store.ts'
import type { Statements } from './database.ts'

const SETTINGS_COLUMNS = `company_values as values, customer_teams as "customerTeams", retention, limits`

const CHANGE = `
  update settings set
    company_values = coalesce($1, company_values),
    customer_teams = coalesce($2, customer_teams),
    retention = coalesce($3, retention),
    limits = coalesce($4, limits)
  returning ${SETTINGS_COLUMNS}`

type SettingsColumns = Omit<Settings, 'values'> & { values: Settings['values'] | null }

/** What an organisation chose, or what comes with the product. */
export async function readSettings(statements: Statements): Promise<Settings> {
  return settingsOf(await statements.query<SettingsColumns>(`select ${SETTINGS_COLUMNS} from settings`))
}

/** @returns all of them as they are then. */
export async function changeSettings(
  statements: Statements,
  { values, customerTeams, retention, limits }: Partial<Settings>,
): Promise<Settings> {
  const asJson = [values, customerTeams, retention, limits].map((chosen) =>
    chosen ? JSON.stringify(chosen) : null,
  )
  return settingsOf(await statements.query<SettingsColumns>(CHANGE, asJson))
}

function settingsOf([row]: readonly SettingsColumns[]): Settings {
  if (!row) throw new Error('The only row of the settings is gone')
  return { ...row, values: row.values ?? DEFAULT_VALUES }
}
