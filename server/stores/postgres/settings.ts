import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { CompanyValue } from '../../../shared/recognition.ts'
import type { Statements } from './database.ts'

/** What an organisation chose, or what comes with the product. */
export async function readValues(statements: Statements): Promise<readonly CompanyValue[]> {
  const [row] = await statements.query<{ values: CompanyValue[] | null }>(
    'select company_values as values from settings',
  )
  return row?.values ?? DEFAULT_VALUES
}

export async function saveValues(statements: Statements, values: readonly CompanyValue[]): Promise<void> {
  await statements.query('update settings set company_values = $1', [JSON.stringify(values)])
}
