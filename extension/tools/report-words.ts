/** The names of HTML's elements and attributes. */
const MARKUP = `
  a abbr accept action address async audio autocomplete autofocus b base bdi bdo blockquote br canvas center
  charset checked cite class col colgroup colspan contenteditable controls crossorigin datalist dd defer del
  dfn dir dl download draggable dt em embed enctype enterkeyhint fieldset figcaption font for formaction
  frameset headers height hgroup hr hreflang i iframe inert inputmode ins integrity is itemid itemprop
  itemref itemscope itemtype kbd lang li map mark max maxlength media meter method min minlength muted nonce
  noscript novalidate onclick optgroup pattern picture popover progress property q rel role rows rowspan s
  samp script shape sizes small spellcheck src srcdoc srcset start step sub sup tabindex tt u usemap var wbr
  width xml xmlns`

/**
 * What interfaces are built of, in any tool. None of these words says what a page is about or who is on it, however it got
 * there; words that are first names as well are left out.
 */
const INTERFACE = `
  accordion active activity add alert all alt alternate amount anchor answer app application approval
  approve approved approver archive area aria article articles asc aside assigned assignee assignees atom
  attach attachment attachments attr attribute attributes author authored authors avatar back background
  badge banner bar before block board body border bot bottom box branch breadcrumb breadcrumbs browse btn
  bubble bug bugs build button by byline canonical caption card cards category cell change changed changes
  changeset check checkbox child children clear click clickable close closed code collapse collapsed
  collapsible cols column columns combobox comment commented commenter comments commit commits committer
  complementary compose confirm container content contentinfo contents contributor contributors control copy
  core count cover create created creation creator css current custom dark dashboard data date datetime
  default delete desc describedby description desktop detail details dialog diff direct disabled discussion
  display div docs document documents done down draft drawer drop dropdown due edit edited editor element
  empty end entry equiv error event expand expanded external feed field fields figure file files filter
  first fixed flex flexible float fluid focus folder follow footer form frame full generator grid group
  groups h1 h2 h3 h4 h5 h6 handle has head header heading help hidden hide history home hover href html http
  https icon icons id image img index info inline inner input interactive internal issue issues item items
  journal js json key keys keywords label labelledby labels large last lead left legend level lg light line
  lines link links list listbox listitem lists live loaded loader loading log loggedas login logo logout ltr
  main manifest markdown markup md medium member members menu menubar menuitem merge message messages meta
  mini mobile modal mode model modified module modules more multiple mw name nav navbar navigation new next
  no none normal note notes notification notifications number object off og ol on one open option options
  order orientation outer outline output outside overflow overlay owner owns p page pager pages pagination
  panel panels parent path people permalink person picker placeholder plain plugin popup post posts pre
  preload presentation pressed preview previous primary print priority private profile project projects
  public pull question questions radio raw react read reader readonly ref reference region related remove
  render rendered reply reporter repository request required resolution resolved responsive review reviewer
  reviewers reviews revision revisions right root route row rss rtl save scope scroll scrollable search
  secondary section select selected sep separator settings severity share shell shortcut show sidebar
  signature simple single site size slot sm sort source spacer span spinner sprite stack state static status
  sticky strong style stylesheet subject submit subtitle summary svg tab table tablist tabpanel tabs tag
  tags target task tbody td team template test testid text textarea textbox tfoot th thead theme thread
  threads thumb thumbnail ticket tickets time timeline timestamp title to toggle toolbar tooltip top topic
  topics tr track translate tree type ui ul unread up update updated upper url user username users value
  values vcard version versions vertical vertically video view viewer viewport visible visited vote voters
  votes watch watcher watchers widget wiki wikis window word wrap wrapper xs`

const listed = (words: string) => words.split(/\s+/).filter(Boolean)

/** The only words that a report may show of what a page says to programs. */
export const SHOWN_WORDS: ReadonlySet<string> = new Set(listed(INTERFACE))

/** The same as the whole name of an element or attribute. */
export const SHOWN_NAMES: ReadonlySet<string> = new Set(listed(INTERFACE + MARKUP))
