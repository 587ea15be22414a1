import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isPlace } from '../../extension/tools/page.ts'
import { PLACES } from '../../extension/tools/places.ts'
import { openPage } from '../extension/tools/open-page.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Pages saved from real tools lie beside the project, where there are any; the tests' own are like them, and small. */
const SAVED = join(ROOT, '../shared/pages')
const OWN = ['tests/extension/tools/pages', 'tests/demo/pages'].map((folder) => join(ROOT, folder))

/** As many as can be opened in a minute, taken evenly from all. */
const PAGES_MAX = 16

/** Nothing of a page runs, and nothing is fetched: what is measured is the page as it lies there, and what we add to it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"

export interface SavedPage {
  path: string
  /** Whether one of our tools knows it: then the launcher stands beside its title. */
  isKnown: boolean
}

export interface SavedPages {
  pages: SavedPage[]
  /** Where the launcher is to be turned on. */
  on: string
  /** The same pages on what is another site to the browser. */
  off: string
  stop(): Promise<void>
}

/** Serves saved pages on loopback, by two names. */
export async function serveSavedPages(): Promise<SavedPages> {
  const files = pick(existsSync(SAVED) ? htmlIn(SAVED) : OWN.flatMap(htmlIn))
  const app = new Hono().get('/:nth', (c) => {
    const file = files[Number(c.req.param('nth'))]
    return file === undefined ? c.notFound() : c.html(readFileSync(file, 'utf8'), 200, HEADERS)
  })
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  const { port } = await promise
  const on = `http://localhost:${port}`
  return {
    pages: files.map((file, nth) => ({ path: `/${nth}`, isKnown: isKnown(file, new URL(`${on}/${nth}`)) })),
    on,
    off: `http://127.0.0.1:${port}`,
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

const HEADERS = { 'content-security-policy': POLICY }

function htmlIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.html'))
    .toSorted()
    .map((name) => join(folder, name))
}

function pick(files: string[]): string[] {
  const step = Math.max(1, files.length / PAGES_MAX)
  return files.filter((_, nth) => Math.floor(nth / step) !== Math.floor((nth - 1) / step))
}

function isKnown(file: string, url: URL): boolean {
  const page = openPage(readFileSync(file, 'utf8'), url)
  return PLACES.some((place) => isPlace(place, page))
}
