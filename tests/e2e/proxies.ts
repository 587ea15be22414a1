import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { machine } from './browser-machine.ts'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

const run = promisify(execFile)

const PROXY_FOLDER = join(import.meta.dirname, '../../server/proxy')
const PLACES = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']

export const HOST = 'thanks.corp.example'

export type ProxyName = 'nginx' | 'caddy'

const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', openssl: 'openssl' } as const

/** What is installed, else what apt installs for root on Debian. */
async function findProgram(name: keyof typeof PACKAGES): Promise<string> {
  const find = () => PLACES.map((place) => join(place, name)).find((path) => existsSync(path))
  const found = find()
  if (found) return found
  const here = machine()
  if (!here.canInstall) throw new Error(`${name} is missing: install it (on Debian: ${PACKAGES[name]})`)
  here.say(`Installing ${PACKAGES[name]}`)
  await here.install(PACKAGES[name])
  // Its package may have started it.
  await run('service', [name, 'stop']).catch(() => undefined)
  const installed = find()
  if (!installed) throw new Error(`${name} is missing after its installation`)
  return installed
}

interface Certificate {
  certificate: string
  key: string
}

async function makeCertificate(folder: string): Promise<Certificate> {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const names = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`]
  const files = ['-keyout', key, '-out', certificate]
  await run(await findProgram('openssl'), ['req', '-x509', ...kind, ...names, ...files])
  return { certificate, key }
}

interface Site extends Certificate {
  folder: string
  port: number
  plainPort: number
  /** Where the server listens, e.g. `127.0.0.1:8787`. */
  server: string
}

/** Replaces each of the given texts, all of which must be there. */
function fill(text: string, changes: Record<string, string>): string {
  let filled = text
  for (const [old, now] of Object.entries(changes)) {
    if (!filled.includes(old)) throw new Error(`The snippet has no '${old}' any more`)
    filled = filled.replaceAll(old, now)
  }
  return filled
}

/** The snippet as it is, but for ports, certificate and the folder for what nginx writes. @returns its arguments. */
async function prepareNginx({ folder, port, plainPort, server, certificate, key }: Site): Promise<string[]> {
  const site = fill(await readFile(join(PROXY_FOLDER, 'nginx.conf'), 'utf8'), {
    'listen 443': `listen 127.0.0.1:${port}`,
    'listen 80': `listen 127.0.0.1:${plainPort}`,
    'server 127.0.0.1:8787': `server ${server}`,
    '/etc/ssl/thanks.corp.example.pem': certificate,
    '/etc/ssl/private/thanks.corp.example.key': key,
  })
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  )
  const main = `${user} daemon off; pid ${folder}/pid; error_log stderr; events {}
http { access_log off; ${temporary.join(' ')} include ${folder}/site.conf; }`
  await writeFile(join(folder, 'site.conf'), site)
  await writeFile(join(folder, 'nginx.conf'), main)
  return ['-p', folder, '-c', join(folder, 'nginx.conf')]
}

/** The snippet as it is, but for ports and certificate. @returns its arguments. */
async function prepareCaddy({ folder, port, plainPort, server, certificate, key }: Site): Promise<string[]> {
  const site = fill(await readFile(join(PROXY_FOLDER, 'Caddyfile'), 'utf8'), {
    '\nthanks.corp.example {': `\n${HOST}:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}`,
    '127.0.0.1:8787': server,
  })
  const global = `{\n\tadmin off\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tauto_https disable_redirects\n}\n`
  await writeFile(join(folder, 'Caddyfile'), global + site)
  return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']
}

const PREPARE = { nginx: prepareNginx, caddy: prepareCaddy }

export interface Asked {
  method?: string
  token?: string
  json?: unknown
  headers?: Record<string, string>
  /** The address of this machine from which to ask; loopback has many. */
  from?: string
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** A real proxy with TLS before a server, on loopback. */
export interface Proxy {
  ask(path: string, asked?: Asked): Promise<Answer>
  stop(): Promise<void>
}

/** Starts nginx or Caddy with the snippet that the README names. */
export async function startProxy(name: ProxyName, server: string): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), `bright-spots-${name}-`))
  const certificate = await makeCertificate(folder)
  const [port, plainPort] = [await freePort(), await freePort()]
  const site = { ...certificate, folder, port, plainPort, server: new URL(server).host }
  const words = await PREPARE[name](site)
  await mkdir(join(folder, 'home'))
  const env = { ...process.env, HOME: join(folder, 'home'), XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn(await findProgram(name), words, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let printed = ''
  child.stderr.on('data', (text) => (printed += text))
  const ca = await readFile(certificate.certificate, 'utf8')
  const ask = (path: string, asked: Asked = {}) => askThrough({ port, ca }, path, asked)
  await until(`${name} to answer`, async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${printed}`)
    return ask('/healthz').then(
      ({ status }) => status === 200,
      () => false,
    )
  })
  return { ask, stop: () => stop(child, folder) }
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = once(child, 'exit')
  if (child.exitCode === null && child.kill('SIGTERM')) await ended
  await rm(folder, { recursive: true })
}

/** `fetch` can neither say from where it asks nor trust a certificate of the moment. */
async function askThrough(
  { port, ca }: { port: number; ca: string },
  path: string,
  { method = 'GET', token, json, headers = {}, from = '127.0.0.1' }: Asked,
): Promise<Answer> {
  const body = json === undefined ? '' : JSON.stringify(json)
  const asked = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    ca,
    servername: HOST,
    localAddress: from,
    agent: false,
    headers: {
      host: HOST,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...headers,
    },
  })
  asked.end(body)
  const [answer] = await once(asked, 'response')
  let text = ''
  for await (const chunk of answer) text += chunk
  return { status: answer.statusCode, headers: answer.headers, text }
}
