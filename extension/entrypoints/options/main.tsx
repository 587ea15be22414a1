import { Options } from '../../ui/Options.tsx'
import { mount } from '../../ui/mount.tsx'
import '../../ui/style.css'

void mount(<Options />)
