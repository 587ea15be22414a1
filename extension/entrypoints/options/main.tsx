import { Options } from '../../ui/Options.tsx'
import { mount } from '../../ui/mount.tsx'
import { parsed } from '../../ui/parsed.ts'
import '../../ui/style.css'

void parsed().then(() => mount(<Options />))
