import { Popup } from '../../ui/Popup.tsx'
import { mount } from '../../ui/mount.tsx'
import '../../ui/style.css'

mount(<Popup />)
