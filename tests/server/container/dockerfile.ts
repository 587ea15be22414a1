import { execFile } from 'node:child_process'
import { chmod, copyFile, cp, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Instruction {
  name: string
  text: string
}

/** What a Dockerfile says, line by line: continued lines are one, comments none. */
export function readDockerfile(text: string): Instruction[] {
  return text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
      return name === undefined || rest === undefined ? [] : [{ name, text: rest }]
    })
}

/** What the image would be, in a folder instead. */
export interface Image {
  /** Its `/`. */
  root: string
  /** Where its processes start. */
  workdir: string
  env: Record<string, string>
  user: { uid: number; gid: number } | undefined
  healthcheck: string[]
  command: string[]
  volumes: string[]
}

/** Carries out a Dockerfile of node images without Docker: the steps are real, only the walls between the folders are missing. */
export class Builder {
  readonly #context: string
  readonly #folder: string
  readonly #stages = new Map<string, Image>()
  #image: Image | undefined

  constructor(context: string, folder: string) {
    this.#context = context
    this.#folder = folder
  }

  async build(instructions: Instruction[]): Promise<Image> {
    for (const instruction of instructions) await this.#carryOut(instruction)
    return this.#current()
  }

  #current(): Image {
    if (!this.#image) throw new Error('FROM comes first')
    return this.#image
  }

  async #carryOut({ name, text }: Instruction): Promise<void> {
    if (name === 'FROM') return this.#from(text)
    const image = this.#current()
    if (name === 'WORKDIR') return this.#workIn(text)
    if (name === 'COPY') return this.#copy(text.split(' '))
    if (name === 'RUN') return this.#run(text)
    if (name === 'USER') image.user = userOf(text)
    else if (name === 'VOLUME') image.volumes.push(text)
    else if (name === 'ENV') Object.assign(image.env, Object.fromEntries([text.split('=')]))
    else if (name === 'CMD') image.command = JSON.parse(text)
    else if (name === 'HEALTHCHECK') image.healthcheck = JSON.parse(text.replace(/^.*? CMD /, ''))
    else if (name !== 'EXPOSE') throw new Error(`${name} is not known here`)
    return undefined
  }

  async #from(text: string): Promise<void> {
    const [, stage = ''] = / AS (\w+)$/.exec(text) ?? []
    const root = join(this.#folder, `stage-${this.#stages.size}`)
    const bin = join(root, 'usr/local/bin')
    await mkdir(bin, { recursive: true })
    await copyFile(process.execPath, join(bin, 'node'))
    await chmod(join(bin, 'node'), 0o755)
    const env = { PATH: `${bin}:${process.env['PATH']}` }
    this.#image = { root, workdir: root, env, user: undefined, healthcheck: [], command: [], volumes: [] }
    this.#stages.set(stage, this.#image)
  }

  async #workIn(path: string): Promise<void> {
    const image = this.#current()
    image.workdir = join(image.root, path)
    await mkdir(image.workdir, { recursive: true })
  }

  async #copy(words: string[]): Promise<void> {
    const stage = words.find((word) => word.startsWith('--from='))?.slice('--from='.length)
    const from = stage === undefined ? this.#context : this.#stages.get(stage)?.root
    const places = words.filter((word) => !word.startsWith('--'))
    const target = places.pop() ?? ''
    for (const source of places) {
      const to = join(this.#current().workdir, target, target.endsWith('/') ? basename(source) : '')
      await cp(join(from ?? '', source), to, { recursive: true })
    }
  }

  async #run(command: string): Promise<void> {
    const { workdir, env } = this.#current()
    // Only root may give files away; anybody else plays the user of the image already.
    const line = process.getuid?.() === 0 ? command : command.replaceAll(/chown \S+ \S+/g, 'true')
    await run('sh', ['-c', line], {
      cwd: workdir,
      env: { ...process.env, ...env, npm_config_prefer_offline: 'true' },
    })
  }
}

function userOf(text: string): Image['user'] {
  const [uid = Number.NaN, gid = Number.NaN] = text.split(':').map(Number)
  return process.getuid?.() === 0 ? { uid, gid } : undefined
}

/** What .dockerignore lets through to the builder, in `folder`. It must be of the form 'nothing but these'. */
export async function makeContext(root: string, folder: string): Promise<void> {
  const lines = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n')
  const [first, ...exceptions] = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (first !== '*' || !exceptions.every((line) => /^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore must leave everything out but what it names')
  for (const line of exceptions)
    await cp(join(root, line.slice(1)), join(folder, line.slice(1)), { recursive: true })
}
