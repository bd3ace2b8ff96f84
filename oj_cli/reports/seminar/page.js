'use strict';
// The page for the analysis day. Every value and verdict stands in the data as oj has judged it;
// only shares and medians of the kommuner that are shown are counted here (`rakna`).
(() => {
const D = JSON.parse(document.getElementById('data').textContent);
const K = D.kommuner, I = D.indikatorer, T = D.teman, A = D.omraden;
for (const {h: t} of I) if (t) t.v = t.v.map(rad => /[^,]/.test(rad) &&
  rad.split(',').map(v => v === '' ? null : {J: 'JA', N: 'NEJ', D: 'DELVIS'}[v] ?? (isNaN(v) ? null : +v)));
const MINST_ANDRA = 5, FLEST = 3, FORST = 6, NYCKEL = `oj-seminarium:${D.nyckel}`;
const MINUS = '\u2212', FAST = '\u00a0';
const $ = id => document.getElementById(id);

// --- elements: data only ever becomes text nodes and attributes ---------------------------------
function lagg(el, delar) {
  for (const del of delar.flat(Infinity)) if (del != null && del !== false) el.append(del);
  return el;
}
function satt(el, attribut) {
  for (const [namn, varde] of Object.entries(attribut || {})) {
    if (namn.startsWith('on')) el.addEventListener(namn.slice(2), varde);
    else if (varde === true) el.setAttribute(namn, '');
    else if (varde != null && varde !== false) el.setAttribute(namn, varde);
  }
  return el;
}
const h = (tagg, attribut, ...delar) => lagg(satt(document.createElement(tagg), attribut), delar);
const ritat = (tagg, attribut, ...delar) =>
  lagg(satt(document.createElementNS('http://www.w3.org/2000/svg', tagg), attribut), delar);
const bild = (bredd, hojd, namn, ...delar) =>
  ritat('svg', {viewBox: `0 0 ${bredd} ${hojd}`, width: bredd, height: hojd, role: 'img',
    'aria-label': namn}, ...delar);
const dold = text => h('span', {class: 'dold'}, text);
const knapp = (text, onclick, mer) => h('button', {type: 'button', onclick, ...mer}, text);
const lista = namn => namn.length < 2 ? namn.join('')
  : `${namn.slice(0, -1).join(', ')} och ${namn.at(-1)}`;

// --- figures ------------------------------------------------------------------------------------
const tal = v => {
  const decimaler = Math.abs(v) >= 1000 || Number.isInteger(v) ? 0 : 1;
  const heltal = (Math.round((Math.abs(v) + 1e-9) * 10 ** decimaler) / 10 ** decimaler);
  const [hela, del] = heltal.toFixed(decimaler).split('.');
  const grupper = hela.length > 4 ? hela.replace(/\B(?=(\d{3})+$)/g, FAST) : hela;
  return (v < 0 && heltal ? MINUS : '') + grupper + (del ? `,${del}` : '');
};
const hel = v => tal(Math.floor(v + 0.5 + 1e-9));
const visat = (i, v) => v == null ? '–' : typeof v === 'string' ? v : i.enhet === '%' ? hel(v) : tal(v);
const medEnhet = (i, v) => v == null ? '–' : typeof v === 'string' ? v
  : `${visat(i, v)}${i.enhet ? FAST + i.enhet : ''}`;
const b = (i, k) => i.b[k];
const ord = (i, k) => b(i, k) === '.' ? '' : D.bedomningar[b(i, k)][1];
const arOf = (i, k) => i.y?.[k] ?? i.ar;
const riketDa = (i, k) => i.y?.[k] ? i.h?.riket[i.h.ar.indexOf(i.y[k])] ?? null : i.riket[0];
const TECKEN = {w: '▼', t: '▲', b: '▲', o: '○', k: '?'};
const svagt = (i, k) => 'ws'.includes(b(i, k));
const egna = tema => D.egen == null ? [] : I.filter(i => i.tema === tema && svagt(i, D.egen));

function kvantil(sorterade, andel) {
  if (!sorterade.length) return null;
  const plats = andel * (sorterade.length - 1), nere = Math.floor(plats);
  const under = sorterade[nere], over = sorterade[Math.min(nere + 1, sorterade.length - 1)];
  return under + (over - under) * (plats - nere);
}
// As analysis.compare: JA of JA, NEJ and DELVIS, or the median, in the heading's year. Fewer than
// five, or less than half of the group in the data: no share, only how many.
function rakna(i, grupp) {
  const har = grupp.filter(k => i.v[k] != null && arOf(i, k) === i.ar);
  const kanda = i.ja ? har.filter(k => ['JA', 'NEJ', 'DELVIS'].includes(i.v[k])) : har;
  const n = kanda.length, ja = kanda.filter(k => i.v[k] === 'JA').length;
  const finns = i.finns ? grupp.filter(k => i.finns.includes(k)).length : grupp.length;
  const raknas = n >= MINST_ANDRA && 2 * finns >= grupp.length;
  if (i.ja) return {n, ja, tal: n ? 100 * ja / n : null, raknas};
  return {n, tal: kvantil(kanda.map(k => i.v[k]).sort((x, y) => x - y), 0.5), raknas};
}

// --- what is shown ------------------------------------------------------------------------------
const VISA = {
  '': ['Alla svar', () => true],
  svag: ['Tydligt svagt eller saknas', svagt],
  krav: ['NEJ fast riktlinje, lag eller överenskommelse begär det',
    (i, k) => i.v[k] === 'NEJ' && i.a?.[k]],
  stam: ['Att stämma av', (i, k) => i.k?.[k]],
  andrat: ['Ändrat sedan förra gången', (i, k) => i.f?.[k]],
  slump: ['Kan bero på slumpen', (i, k) => b(i, k) === 'o'],
};
const FORSTA = D.egen == null ? 0 : I.find(i => i.v[D.egen] != null).o; // where the own kommun has something
const F = {omrade: FORSTA, tema: '', lan: D.egen == null ? '' : K[D.egen].lan, grupp: '',
  storlek: '', lika: '', visa: ''};
let ordning = {efter: null, fallande: false};

const gruppen = () => K.map((_, k) => k).filter(k =>
  (F.lan === '' || K[k].lan === F.lan) && (F.grupp === '' || K[k].grupp === F.grupp) &&
  (F.storlek === '' || K[k].storlek === F.storlek) &&
  (F.lika === '' || D.liknande[F.lika].kommuner.includes(k)));
const kolumner = () => I.filter(i => (F.omrade === '' || i.o === F.omrade) &&
  (F.tema === '' || i.tema === F.tema));
const traffar = (i, k) => i.v[k] != null && VISA[F.visa][1](i, k);

function rang(i, k) {
  const v = i.v[k];
  if (v == null) return -Infinity;
  if (typeof v === 'string') return {JA: 3, DELVIS: 2, NEJ: 1}[v] ?? 0;
  return i.lagre ? -v : v;
}
const svensk = new Intl.Collator('sv');
function sorterade(rader) {
  const {efter, fallande} = ordning;
  const namn = (x, y) => svensk.compare(K[x].namn, K[y].namn);
  if (!efter) return rader.sort((x, y) => (fallande ? -1 : 1) * namn(x, y));
  return rader.sort((x, y) => {
    const [a, c] = [rang(efter, x), rang(efter, y)];
    if (a === c) return namn(x, y);
    if (a === -Infinity || c === -Infinity) return a === -Infinity ? 1 : -1; // nothing stands last
    return fallande ? a - c : c - a;
  });
}

function valjare(namn, etikett, val) {
  const el = h('select', {id: `f-${namn}`, onchange: e => {
    const valt = e.target.value;
    F[namn] = valt !== '' && ['omrade', 'tema', 'lika'].includes(namn) ? +valt : valt;
    if (namn === 'tema' && valt !== '' && !I.some(i => i.tema === F.tema && i.o === F.omrade)) {
      F.omrade = ''; $('f-omrade').value = '';
    }
    ritaMatris();
  }}, val.map(([varde, text]) => h('option', {value: varde}, text)));
  el.value = F[namn];
  return h('label', {}, etikett, el);
}
const slag = nyckel => [...new Set(K.map(k => k[nyckel]).filter(Boolean))].sort(svensk.compare);
function filter() {
  const delar = [
    valjare('omrade', 'Område', [['', 'Alla områden'], ...A.map((a, n) => [n, a.kort])]),
    valjare('tema', 'Tema', [['', 'Alla teman'], ...T.map((t, n) => [n, t.namn])
      .filter(([n]) => I.some(i => i.tema === n))])];
  const om = [['lan', 'Län', 'Alla län'], ['grupp', `Kommungrupp (${D.utgava})`, 'Alla grupper'],
    ['storlek', 'Invånargrupp', 'Alla storlekar']];
  for (const [nyckel, etikett, alla] of om)
    if (slag(nyckel).length > 1)
      delar.push(valjare(nyckel, etikett, [['', alla], ...slag(nyckel).map(s => [s, s])]));
    else F[nyckel] = '';
  const lika = D.liknande.map((l, n) => [n, l.namn]).filter(([n]) => D.liknande[n].kommuner.length > 1);
  if (lika.length) delar.push(valjare('lika', 'Liknande (Kolada)', [['', 'Alla'], ...lika]));
  delar.push(valjare('visa', 'Visa bara', Object.entries(VISA).map(([v, [text]]) => [v, text])));
  return h('div', {class: 'falt', role: 'group', 'aria-label': 'Filter'}, delar);
}

function cell(i, k) {
  const v = i.v[k];
  if (v == null) return h('td', {}, dold('inget svar'));
  const tecken = TECKEN[b(i, k)] || '', begar = v === 'NEJ' && i.a?.[k];
  const mer = [ord(i, k), i.y?.[k] && `från ${i.y[k]}`, begar && `begärs av ${begar}`,
    i.k?.[k] && 'stäm av', i.f?.[k] && `${i.f[k][2] > 0 ? 'bättre' : 'sämre'} än ${i.f[k][0]}`];
  const pil = i.f?.[k] ? (i.f[k][2] > 0 ? '↗' : '↘') : '';
  return h('td', {class: F.visa && !traffar(i, k) ? 'blek' : b(i, k)},
    h('span', {'aria-hidden': 'true'}, `${tecken}${{DELVIS: 'DEL', BORTFALL: 'B', SEKRETESS: 'SEK'}[v] ||
      visat(i, v)}${begar ? '§' : ''}${i.k?.[k] && tecken !== '?' ? '?' : ''}${pil}`),
    dold(`${medEnhet(i, v)}, ${mer.filter(Boolean).join(', ')}`),
    i.y?.[k] && h('span', {class: 'ar', 'aria-hidden': 'true'}, i.y[k]));
}
function summaCell(i, r) {
  if (!r.n) return h('td', {}, '–');
  const antal = i.ja ? `${r.ja}/${r.n}` : `n${FAST}${r.n}`;
  if (!r.raknas) return h('td', {}, i.ja ? antal : '–', h('span', {class: 'ar'}, i.ja ? 'få' : `få, ${antal}`));
  return h('td', {}, i.ja ? `${hel(r.tal)}${FAST}%` : visat(i, r.tal), h('span', {class: 'ar'}, antal));
}
const riksCell = i => h('td', {}, i.riket[0] == null ? '–' : visat(i, i.riket[0]) + (i.ja ? `${FAST}%` : ''),
  i.riket[0] != null && i.riket[1] !== 'riket' && h('span', {class: 'ar'}, 'median'));

function sorteraPa(i) {
  ordning = ordning.efter === i ? {efter: i, fallande: !ordning.fallande} : {efter: i, fallande: false};
  ritaMatris();
  $(i ? `s-${I.indexOf(i)}` : 's-namn').focus();
}
const pilen = i => ordning.efter !== i ? '↕' : ordning.fallande ? '▲' : '▼';
const ariaSort = i => ordning.efter !== i ? null
  : (i ? ordning.fallande : !ordning.fallande) ? 'ascending' : 'descending';

function ritaMatris() {
  const grupp = gruppen();
  const alla = kolumner().filter(i => grupp.some(k => traffar(i, k)));
  const rader = sorterade(grupp.filter(k => alla.some(i => traffar(i, k))));
  const huvud = h('tr', {}, h('th', {scope: 'col', 'aria-sort': ariaSort(null)}, 'Kommun ',
    knapp(pilen(null), () => sorteraPa(null), {id: 's-namn', 'aria-label': 'Sortera efter kommun'})),
  alla.map(i => h('th', {scope: 'col', 'aria-sort': ariaSort(i)},
    knapp(i.kort, () => visaIndikator(i), {class: 'lank topp', title: i.namn,
      'aria-label': `${i.namn}, ${A[i.o].kort} ${i.ar}${i.ja ? '' : `, ${i.enhet}`}`}),
    h('span', {class: 'ar'}, i.ar, !i.ja && i.enhet.length < 6 && ` ${i.enhet}`),
    knapp(pilen(i), () => sorteraPa(i), {id: `s-${I.indexOf(i)}`, 'aria-label': `Sortera efter ${i.kort}`}))));
  const tabell = h('table', {class: 'matris'},
    h('caption', {class: 'dold'}, 'Kommunernas svar och värden'),
    h('thead', {}, huvud),
    h('tbody', {class: 'summa'},
      h('tr', {}, h('th', {scope: 'row'}, 'Riket'), alla.map(riksCell)),
      h('tr', {}, h('th', {scope: 'row'}, `De ${grupp.length} valda`), alla.map(i => summaCell(i, rakna(i, grupp))))),
    h('tbody', {}, rader.map(k => h('tr', {class: k === D.egen ? 'egen' : null},
      h('th', {scope: 'row'}, knapp(K[k].namn, () => visaKommun(k), {class: 'lank'})),
      alla.map(i => cell(i, k))))));
  $('matris').replaceChildren(alla.length ? tabell
    : h('p', {}, 'Inget svar passar det ni har valt. Välj Alla svar, eller ett annat område.'));
  const delade = new Set(alla.map(i => i.ar));
  $('antal').textContent = `${rader.length} kommuner och ${alla.length} indikatorer visas` +
    (delade.size ? `, från ${lista([...delade].sort().map(String))}.` : '.');
}

const NYCKLAR = [['w', '▼', 'tydligt svagt mot riket'], ['s', 'NEJ', 'saknas'], ['p', 'DEL', 'påbörjat'],
  ['s', '§', 'NEJ fast det begärs i lag, riktlinje eller överenskommelse'],
  ['o', '○', 'sämre, kan bero på slumpen'], ['k', '?', 'stäm av svaret först'],
  ['t', '▲', 'tydligt starkt, eller ovanligt bra'], ['', '↗ ↘', 'bättre eller sämre än förra gången'],
  ['', 'få', 'färre än fem svar, eller mindre än hälften av gruppen: ingen andel eller median']];
function titta() {
  return h('section', {id: 'titta', 'aria-labelledby': 'titta-r'}, h('h2', {id: 'titta-r'}, 'Titta'),
    h('p', {class: 'ejpapper'}, 'Välj en indikator i rubriken eller en kommun till vänster för att se mer. ↕ sorterar.'),
    filter(), h('p', {id: 'antal', role: 'status'}),
    h('div', {id: 'matris', class: 'rulla ram', tabindex: 0, role: 'region', 'aria-label': 'Matris, går att rulla'}),
    h('ul', {class: 'nyckel', 'aria-label': 'Teckenförklaring'}, NYCKLAR.map(([klass, tecken, text]) =>
      h('li', {}, h('b', {class: klass || null}, tecken), ` ${text}`))),
    h('p', {class: 'not'}, 'Andel: JA av dem som svarat JA, NEJ eller DELVIS. Tal: medianen. Bara kolumnens år räknas; ett äldre värde visas med sitt år.'));
}

// --- details ------------------------------------------------------------------------------------
function oppna(rubrik, ...delar) {
  const ruta = $('ruta');
  ruta.replaceChildren(knapp('Stäng', () => ruta.close(), {class: 'stang'}),
    h('h2', {id: 'ruta-rubrik', tabindex: -1}, rubrik), ...delar.flat().filter(Boolean));
  if (!ruta.open) ruta.showModal();
  ruta.scrollTop = 0;
  $('ruta-rubrik').focus();
}
const skala = (lag, hog, bredd, kant) => v => kant + (hog === lag ? 0.5 : (v - lag) / (hog - lag)) * (bredd - 2 * kant);
const streck = (x1, y1, x2, y2, farg, mer) => ritat('line', {x1, y1, x2, y2, stroke: farg, ...mer});
function granser(i, varden) {
  const alla = [...varden, ...i.riket.slice(3), i.riket[0]].filter(v => v != null);
  return i.enhet === '%' ? [0, 100] : [Math.min(...alla), Math.max(...alla)];
}

function prickar(i, grupp) { // a strip plot: each kommun a dot, riket's middle half behind
  const har = grupp.filter(k => typeof i.v[k] === 'number' && arOf(i, k) === i.ar);
  if (!har.length) return null;
  const x = skala(...granser(i, har.map(k => i.v[k])), 680, 30), spalter = {};
  const hojder = har.map(k => { const s = Math.round(x(i.v[k]) / 9); return spalter[s] = (spalter[s] || 0) + 1; });
  const botten = 26 + 9 * Math.max(...hojder), [riket, vems, , , q1, q3] = i.riket;
  const ytterst = har.slice().sort((p, q) => i.v[p] - i.v[q]);
  const namnda = new Set([ytterst[0], ytterst.at(-1), D.egen].filter(k => har.includes(k)));
  return h('figure', {}, bild(680, botten + 42, `Prickar: ${har.length} kommuner från ${medEnhet(i, i.v[ytterst[0]])} till ${medEnhet(i, i.v[ytterst.at(-1)])}`,
    q1 != null && ritat('rect', {x: x(q1), y: 18, width: Math.max(x(q3) - x(q1), 1), height: botten - 12, fill: '#e9eef2'}),
    streck(20, botten + 6, 660, botten + 6, '#767676'),
    riket != null && [streck(x(riket), 16, x(riket), botten + 6, '#1a1a1a', {'stroke-width': 2, 'stroke-dasharray': '6 3'}),
      ritat('text', {x: x(riket), y: 12, 'text-anchor': x(riket) > 560 ? 'end' : 'middle'}, `${vems} ${medEnhet(i, riket)}`)],
    har.map((k, n) => ritat('circle', {cx: x(i.v[k]), cy: botten - 9 * (hojder[n] - 1), r: k === D.egen ? 5.5 : 4,
      fill: k === D.egen ? '#1f4e79' : b(i, k) === 'o' ? '#fff' : '#767676', stroke: k === D.egen ? '#1f4e79' : '#595959'},
    ritat('title', {}, `${K[k].namn} ${medEnhet(i, i.v[k])}`))),
    [...namnda].map((k, n) => ritat('text', {x: x(i.v[k]), y: botten + (n === 2 ? 38 : 22),
      'text-anchor': x(i.v[k]) > 560 ? 'end' : x(i.v[k]) < 120 ? 'start' : 'middle'}, `${K[k].namn} ${visat(i, i.v[k])}`))),
  h('figcaption', {}, `En prick per kommun ${i.ar}. Tom prick: kan bero på slumpen. Bandet: mittersta hälften av alla kommuner i data.`));
}

function kurva(i, grupp, ut) { // the group's figure each year beside riket's, one kommun in bold
  const t = i.h;
  if (!t) return [h('p', {class: 'not'}, 'Det finns bara ett år.')];
  const aret = n => rakna({...i, finns: null, y: null, v: t.v.map(rad => rad ? rad[n] : null)}, grupp);
  const av = t.ar.map((_, n) => aret(n)), [lag, hog] = i.ja ? [0, 100] : granser(i, [...t.riket,
    ...grupp.flatMap(k => t.v[k] || [])].filter(v => typeof v === 'number'));
  const x = skala(t.ar[0], t.ar.at(-1), 620, 50), y = v => 190 - (hog === lag ? 0.5 : (v - lag) / (hog - lag)) * 165;
  const linje = (varden, farg, mer) => { // broken where the measure was changed, dots where alone
    const delar = [];
    let del = [];
    varden.forEach((v, n) => {
      if (typeof v !== 'number') return;
      const sist = del.at(-1);
      if (sist && (i.brott || []).some(a => a > sist[0] && a <= t.ar[n])) { delar.push(del); del = []; }
      del.push([t.ar[n], v]);
    });
    delar.push(del);
    return delar.filter(d => d.length).map(d => [
      ritat('polyline', {points: d.map(([a, v]) => `${x(a)},${y(v)}`).join(' '), fill: 'none', stroke: farg, ...mer}),
      mer['stroke-width'] > 1 && d.map(([a, v]) => ritat('circle', {cx: x(a), cy: y(v), r: 3.5, fill: farg}))]);
  };
  const egen = ut == null || !t.v[ut] || i.ja ? null : t.v[ut];
  const valda = av.map(r => r.raknas ? r.tal : null);
  const svar = (k, n) => t.v[k] ? t.v[k][n] : null;
  return [h('figure', {}, bild(680, 225, `Utveckling ${t.ar[0]} till ${t.ar.at(-1)}, tabellen nedanför har talen`,
    streck(50, 190, 620, 190, '#767676'), [lag, hog].map(v => ritat('text', {x: 44, y: y(v) + 4, 'text-anchor': 'end'}, visat(i, v))),
    t.ar.map((a, n) => (n === 0 || n === t.ar.length - 1 || t.ar.length < 9) && ritat('text', {x: x(a), y: 208, 'text-anchor': 'middle'}, a)),
    !i.ja && grupp.filter(k => t.v[k]).map(k => linje(t.v[k], '#d0d0d0', {'stroke-width': 1})),
    linje(t.riket, '#1a1a1a', {'stroke-width': 1.5, 'stroke-dasharray': '6 3'}), linje(valda, '#595959', {'stroke-width': 2}),
    egen && linje(egen, '#1f4e79', {'stroke-width': 3})),
  h('figcaption', {}, `Streckad: ${i.ja ? 'riket, andel JA' : 'riket'}. Grå: de ${grupp.length} valda (${i.ja ? 'andel JA' : 'median'}, minst fem svar).${egen ? ` Blå: ${K[ut].namn}.` : ''}${i.brott ? ` Mäts på ett nytt sätt från ${lista(i.brott.map(String))}.` : ''}`)),
  h('details', {}, h('summary', {}, 'Talen som tabell'), h('div', {class: 'rulla', tabindex: 0, role: 'region', 'aria-label': 'Tal per år'}, h('table', {},
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'År'), h('th', {scope: 'col'}, 'Riket'), h('th', {scope: 'col'}, 'De valda'), ut != null && h('th', {scope: 'col'}, K[ut].namn))),
    h('tbody', {}, t.ar.map((a, n) => h('tr', {}, h('th', {scope: 'row'}, a), h('td', {}, visat(i, t.riket[n])),
      h('td', {}, i.ja ? `${av[n].ja} av ${av[n].n}` : `${av[n].raknas ? visat(i, av[n].tal) : '–'} (n ${av[n].n})`),
      ut != null && h('td', {}, visat(i, svar(ut, n)))))))))];
}

const bast = i => (p, q) => rang(i, q) - rang(i, p) || svensk.compare(K[p].namn, K[q].namn);
const starka = (i, grupp) => grupp.filter(k => k !== D.egen && i.b[k] !== '.' && 'tbu'.includes(i.b[k])).sort(bast(i));
const medVarde = (i, k) => `${K[k].namn}${i.ja ? '' : ` ${visat(i, i.v[k])}`}${i.y?.[k] ? ` (${i.y[k]})` : ''}`;
function visaIndikator(i, ut = D.egen) {
  const grupp = gruppen(), r = rakna(i, grupp), ring = i.ring || starka(i, grupp).slice(0, 5).map(k => medVarde(i, k));
  const har = grupp.filter(k => i.v[k] != null).sort(bast(i));
  const delar = i.ja ? [['Har det', k => i.v[k] === 'JA'], ['Är på väg', k => i.v[k] === 'DELVIS'], ['Saknar det', k => i.v[k] === 'NEJ'],
    ['Inte aktuellt, eller har inte svarat', k => !['JA', 'DELVIS', 'NEJ'].includes(i.v[k])]]
    : [['Tydligt starka', k => 'tb'.includes(b(i, k))], ['I mitten, eller inte att skilja från riket', k => 'muk'.includes(b(i, k))],
      ['Sämre, kan bero på slumpen', k => b(i, k) === 'o'], ['Tydligt svaga', k => b(i, k) === 'w']];
  oppna(i.namn, h('p', {class: 'under'}, `${A[i.o].namn} ${i.ar}${i.tema == null ? '' : `. Tema: ${T[i.tema].namn}`}${i.lagre ? '. Lägre är bättre' : ''}.`),
    h('p', {}, i.fraga), i.krav && h('p', {}, `Begärs i: ${lista(i.krav)}.`),
    h('p', {}, h('b', {}, i.riket[0] == null ? 'Riket: inget att jämföra med. ' : `${i.riket[1] === 'riket' ? 'Riket' : i.riket[1]}: ${medEnhet(i, i.riket[0])}${i.ja ? ' JA' : ''}. `),
      i.ja ? `Av de valda har ${r.ja} av ${r.n} det.` : r.raknas ? `Medianen av de valda ${r.n}: ${medEnhet(i, r.tal)}.` : `Bara ${r.n} av de valda har ett värde ${i.ar}: för få för en median.`),
    i.skal && h('p', {class: 'sida'}, i.skal),
    !i.ja && prickar(i, grupp),
    delar.map(([rubrik, passar]) => [rubrik, har.filter(passar)]).filter(([, vilka]) => vilka.length).map(([rubrik, vilka]) =>
      [h('h3', {}, `${rubrik}: ${vilka.length}`), h('p', {}, vilka.map(k => medVarde(i, k)).join(', '))]).flat(),
    h('h3', {}, 'Ring gärna'), h('p', {}, ring.length ? `${lista(ring)}.` : 'Ingen av de valda är tydligt bättre än andra.'),
    Object.keys(i.k || {}).some(k => grupp.includes(+k)) && [h('h3', {}, 'Att stämma av'), h('ul', {}, grupp.filter(k => i.k[k]).map(k => h('li', {}, `${K[k].namn}: ${i.k[k]}`)))],
    h('h3', {}, 'Utveckling'), i.h && h('label', {class: 'ejpapper'}, 'Följ en kommun ', h('select', {id: 'folj', onchange: e => { visaIndikator(i, e.target.value === '' ? null : +e.target.value); $('folj').focus(); }},
      h('option', {value: ''}, 'ingen'), grupp.map(k => h('option', {value: k, selected: k === ut}, K[k].namn)))),
    kurva(i, grupp, ut),
    i.tema != null && h('p', {class: 'ejpapper'}, knapp(`Välj området ${T[i.tema].namn}`, () => { $('ruta').close(); valjTema(T[i.tema].id); })));
}

function rad(i, k) { // one row of a profile: riket's range and middle half, riket, the own value
  const v = i.v[k], [, , , lag, q1, q3, hog] = i.y?.[k] ? [] : i.riket, riket = riketDa(i, k), varden = [v, ...(i.i?.[k] || [])].filter(n => typeof n === 'number');
  const x = skala(...granser(i, varden), 240, 8), oklar = !'wtb'.includes(b(i, k)), farg = svagt(i, k) ? '#a3270f' : 'tb'.includes(b(i, k)) ? '#1f4e79' : '#1a1a1a';
  return ritat('svg', {viewBox: '0 0 240 20', width: 240, height: 20, 'aria-hidden': 'true'},
    lag != null && ritat('rect', {x: x(lag), y: 7, width: Math.max(x(hog) - x(lag), 1), height: 6, fill: '#e9eef2'}),
    q1 != null && ritat('rect', {x: x(q1), y: 4, width: Math.max(x(q3) - x(q1), 1), height: 12, fill: '#c9d3dc'}),
    i.ja && ritat('rect', {x: 8, y: 7, width: 224, height: 6, fill: '#e9eef2'}),
    riket != null && streck(x(riket), 2, x(riket), 18, '#1a1a1a', {'stroke-width': 2}),
    i.i?.[k] && streck(x(i.i[k][0]), 10, x(i.i[k][1]), 10, farg),
    typeof v === 'number' && ritat('circle', {cx: x(v), cy: 10, r: 5, fill: oklar ? '#fff' : farg, stroke: farg, 'stroke-width': 2}));
}
function visaKommun(k, omrade = F.omrade) {
  const egna = A.map((_, n) => n).filter(n => I.some(i => i.o === n && i.v[k] != null));
  const o = egna.includes(omrade) ? omrade : egna[0];
  const rader = I.filter(i => i.o === o && i.v[k] != null), vikt = i => 'wskpomuetbig'.indexOf(b(i, k));
  const teman = [...new Set(rader.slice().sort((p, q) => vikt(p) - vikt(q)).map(i => i.tema))];
  const n = tecken => rader.filter(i => tecken.includes(b(i, k))).length;
  oppna(K[k].namn, h('p', {class: 'under'}, [K[k].lan, K[k].grupp && `${K[k].grupp} (${D.utgava})`, K[k].storlek].filter(Boolean).join(' · ')),
    h('label', {}, 'Område ', h('select', {id: 'profil-omrade', onchange: e => { visaKommun(k, +e.target.value); $('profil-omrade').focus(); }}, egna.map(n => h('option', {value: n, selected: n === o}, A[n].namn)))),
    h('p', {}, h('b', {}, `${n('ws')} av ${rader.length} är tydligt svaga eller saknas, ${n('tb')} är tydligt starka. `), n('o') ? `${n('o')} är sämre men kan bero på slumpen.` : ''),
    h('div', {class: 'rulla', tabindex: 0, role: 'region', 'aria-label': 'Profil'}, h('table', {class: 'profil'}, h('caption', {class: 'dold'}, `${K[k].namn}: ${A[o].namn}`),
      h('thead', {}, h('tr', {}, ['Indikator', 'Läge', K[k].namn, 'Riket', 'Bedömning'].map(t => h('th', {scope: 'col'}, t)))),
      teman.map(t => h('tbody', {}, h('tr', {class: 'grupp'}, h('th', {scope: 'rowgroup', colspan: 5}, t == null ? 'Övrigt' : T[t].namn)),
        rader.filter(i => i.tema === t).sort((p, q) => vikt(p) - vikt(q)).map(i => h('tr', {}, h('th', {scope: 'row'}, i.namn), h('td', {}, rad(i, k)),
          h('td', {class: b(i, k)}, medEnhet(i, i.v[k]), h('span', {class: 'ar'}, [i.y?.[k] || i.ar, i.n[k] && `${i.n[k] < 0 ? 'minst ' : ''}${Math.abs(i.n[k])} svar`].filter(Boolean).join(', '))),
          h('td', {}, riketDa(i, k) == null ? '–' : `${visat(i, riketDa(i, k))}${i.ja ? ' % JA' : ''}`),
          h('td', {}, `${TECKEN[b(i, k)] || ''} ${ord(i, k)}`, i.f?.[k] && `, ${i.f[k][2] > 0 ? '↗ bättre' : '↘ sämre'} än ${i.f[k][0]} (${medEnhet(i, i.f[k][1])})`, i.k?.[k] && h('span', {class: 'ar'}, i.k[k])))))))),
    h('p', {class: 'not'}, 'Ljust: från lägsta till högsta kommun. Mörkare: mittersta hälften. Strecket: riket. Fylld punkt: tydligt, tom: kan bero på slumpen eller i mitten. Linjen: så långt slumpen kan ha flyttat värdet.'));
}

// --- to talk about ------------------------------------------------------------------------------
function tala() {
  const delas = T.map((t, n) => [n, D.delas.find(d => d.tema === t.id)]).filter(([n]) => I.some(i => i.tema === n));
  delas.sort(([n, p], [m, q]) => egna(m).length - egna(n).length || (q?.kommuner.length || 0) - (p?.kommuner.length || 0));
  const vanligast = n => I.filter(i => i.tema === n).map(i => [i, K.map((_, k) => k).filter(k => svagt(i, k)).length,
    K.filter((_, k) => i.v[k] != null).length]).filter(([, antal]) => antal).sort((p, q) => q[1] - p[1]).slice(0, 3);
  const delar = delas.map(([n, d]) => {
      const vanliga = vanligast(n);
      if (!vanliga.length) return null;
      return h('div', {class: 'tema'}, h('h3', {}, T[n].namn), T[n].fraga && h('p', {class: 'fraga'}, T[n].fraga),
        d && h('p', {}, `I ${d.kommuner.length} av ${d.av} kommuner är minst hälften tydligt svagt eller saknas: ${lista(d.kommuner.map(k => K[k].namn))}.`),
        D.egen != null && h('p', {}, h('b', {}, egna(n).length ? `${K[D.egen].namn}: ${egna(n).length} tydligt svaga eller saknas. ` : `${K[D.egen].namn}: inget är tydligt svagt. `),
          egna(n).slice(0, 4).map(i => [knapp(i.namn, () => visaIndikator(i), {class: 'lank'}), ' '])),
        h('ul', {}, vanliga.map(([i, antal, av]) => h('li', {}, knapp(i.namn, () => visaIndikator(i), {class: 'lank'}),
          ` (${A[i.o].kort}): tydligt svagt eller saknas i ${antal} av ${av}.`,
          starka(i, K.map((_, k) => k)).length ? ` Kan lära ut: ${lista(starka(i, K.map((_, k) => k)).slice(0, 3).map(k => K[k].namn))}.` : ''))),
        h('p', {class: 'ejpapper'}, knapp('Välj det här', () => valjTema(T[n].id), {'aria-label': `Välj det här: ${T[n].namn}`})));
    }).filter(Boolean);
  return h('section', {id: 'tala', 'aria-labelledby': 'tala-r'}, h('h2', {id: 'tala-r'}, 'Att tala om'), delar.slice(0, FORST),
    delar.length > FORST && h('details', {}, h('summary', {}, `${delar.length - FORST} teman till`), delar.slice(FORST)));
}

// --- to choose ----------------------------------------------------------------------------------
const tomt = () => ({grupp: '', val: [], bort: [], anteckningar: ''});
let S = tomt(), andra = [];
const NIVA = {1: 'liten', 2: 'medel', 3: 'stor'};
const temaNamn = id => T.find(t => t.id === id)?.namn || id;

const plan = text => { // as domain.identity: digits, hyphens and spaces of any script
  let ut = '';
  for (const tecken of text.normalize('NFKC')) {
    if (/\p{Nd}/u.test(tecken)) {
      let n = tecken.codePointAt(0), siffra = 0;
      while (/\p{Nd}/u.test(String.fromCodePoint(n - siffra - 1))) siffra++;
      ut += siffra % 10;
    } else if (/[\p{Pd}\u00ac\u02d7\u2043\u2212\u2796]/u.test(tecken)) ut += '-';
    else if (/[\u02d6\u2795\ufb29\ufe62\uff0b]/u.test(tecken)) ut += '+';
    else if (/[\p{Z}\t\n\r]/u.test(tecken)) ut += ' ';
    else if (!/[\p{Cc}\p{Cf}\p{M}]/u.test(tecken)) ut += tecken;
  }
  return ut;
};
const NUMMER = /(?<!\d)(?<century>18|19|20)?(?<year>\d\d)(?<gap>[-.\/ ]?)(?<month>0[1-9]|1[0-2])\k<gap>(?<day>[06][1-9]|[1278]\d|[39][01]) {0,2}[-+\/:_]{0,2} {0,2}(?<last>\d{4})(?!\d)(?!-\d\d-\d\d)/g;
function personnummer(text) {
  for (const {groups: g} of plan(String(text)).matchAll(NUMMER)) {
    const dag = +g.day > 60 ? +g.day - 60 : +g.day;
    const finns = (g.century ? [g.century] : ['18', '19', '20']).some(s => dag <= new Date(Date.UTC(+(s + g.year), +g.month, 0)).getUTCDate());
    const summa = [...g.year + g.month + g.day + g.last].reduce((s, d, n) => { const p = d * (2 - n % 2); return s + Math.floor(p / 10) + p % 10; }, 0);
    if (finns && summa % 10 === 0) return true;
  }
  return false;
}
function fel(s) { // why the answers cannot be kept, as sentences
  const texter = [['gruppens namn', s.grupp], ['anteckningarna', s.anteckningar],
    ...s.val.map(v => [`motivet för ${temaNamn(v.valj)}`, v.motiv]), ...s.bort.map(v => [`varför ${temaNamn(v.vantar)} väntar`, v.vantar_motiv])];
  return texter.filter(([, text]) => personnummer(text)).map(([var_]) => `Det står ett personnummer eller samordningsnummer i ${var_}. Skriv utan uppgifter om enskilda.`);
}
function saknas(s) {
  return [...s.val.filter(v => !v.motiv.trim()).map(v => temaNamn(v.valj)), ...s.bort.filter(v => !v.vantar_motiv.trim()).map(v => temaNamn(v.vantar))]
    .map(namn => `Motiv saknas för ${namn}: oj guide frågar efter det.`);
}

// The form of --svarsfil: keys as in the guide, texts quoted as JSON, which is YAML too.
const citat = text => JSON.stringify(text.replace(/\s+/gu, ' ').trim().replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}]/gu, ''));
function yaml(s) {
  const rader = [`# ${D.vilka}: svar från analysdagen. Läs in med: oj guide --svarsfil FIL`, 'guide: fyra-steg'];
  if (s.grupp.trim()) rader.push(`grupp: ${citat(s.grupp)}`);
  const lagg = (nyckel, poster, falt) => {
    if (poster.length) rader.push(`${nyckel}:`);
    for (const post of poster) falt.filter(f => String(post[f] ?? '').trim()).forEach((f, n) =>
      rader.push(`  ${n ? ' ' : '-'} ${f}: ${typeof post[f] === 'number' ? post[f] : citat(post[f])}`));
  };
  lagg('val', s.val, ['valj', 'motiv', 'nytta', 'insats']);
  lagg('valts_bort', s.bort, ['vantar', 'vantar_motiv']);
  const noter = s.anteckningar.split('\n').filter(rad => rad.trim());
  if (noter.length) rader.push('anteckningar:', ...noter.map(rad => `  - ${citat(rad)}`));
  return `${rader.join('\n')}\n`;
}
function lasYaml(text) { // what `yaml` writes, also where somebody has changed a text by hand
  const s = tomt(), noter = [];
  let nyckel = '', post = null;
  const varde = (ra, nr) => {
    const v = ra.trim();
    if (v.startsWith('"')) return JSON.parse(v);
    if (v.startsWith("'") && v.endsWith("'")) return v.slice(1, -1).replaceAll("''", "'");
    if (/^[|>&*!{[]/.test(v)) throw new Error(`Rad ${nr} går inte att läsa här. Skriv texten på en rad inom citattecken.`);
    return v;
  };
  text.replace(/^\ufeff/, '').split(/\r?\n/).forEach((rad, n) => {
    const nr = n + 1, topp = /^([a-z_]+):(.*)$/.exec(rad), falt = /^\s+(- )?\s*([a-z_]+):(.*)$/.exec(rad), punkt = /^\s*- (.*)$/.exec(rad);
    if (!rad.trim() || rad.trimStart().startsWith('#')) return;
    try {
      if (topp) {
        nyckel = topp[1];
        if (nyckel === 'guide' && varde(topp[2], nr) !== 'fyra-steg') throw new Error('Filen hör till en annan guide än fyra-steg.');
        if (nyckel === 'grupp') s.grupp = varde(topp[2], nr);
      } else if (falt && (nyckel === 'val' || nyckel === 'valts_bort')) {
        if (falt[1]) { post = nyckel === 'val' ? {valj: '', motiv: '', nytta: 0, insats: 0} : {vantar: '', vantar_motiv: ''}; s[nyckel === 'val' ? 'val' : 'bort'].push(post); }
        const v = varde(falt[3], nr);
        if (post && falt[2] in post) post[falt[2]] = typeof post[falt[2]] === 'number' ? parseInt(v, 10) || 0 : v;
      } else if (punkt && nyckel === 'anteckningar') noter.push(varde(punkt[1], nr));
    } catch (orsak) { throw orsak instanceof SyntaxError ? new Error(`Rad ${nr} är inte skriven som oj läser den: ett citattecken saknas.`) : orsak; }
  });
  s.anteckningar = noter.join('\n');
  if (!s.val.length && !s.bort.length && !noter.length) throw new Error('Filen har inga svar från en analysdag.');
  return s;
}

let minne = null;
try { minne = window.localStorage; minne.getItem(NYCKEL); } catch { minne = null; } // private window, or forbidden
function spara() {
  const fela = fel(S);
  $('fel').replaceChildren(...fela.map(text => h('div', {}, text)));
  let sagt = 'Webbläsaren minns inte svaren här. Spara dem som fil innan ni stänger.';
  if (fela.length) sagt = 'Inget sparas förrän det är borta.';
  else try { minne.setItem(NYCKEL, JSON.stringify(S)); sagt = 'Sparat i den här webbläsaren.'; } catch { /* full, or none */ }
  $('minns').textContent = sagt;
  ritaFyrfalt();
}
function valjTema(id) {
  if (!S.val.some(v => v.valj === id)) {
    if (S.val.length >= FLEST) { $('fel').replaceChildren('Välj högst tre områden. Det är bättre att bli klar med ett än att börja på många.'); $('valj-r').scrollIntoView(); return; }
    S.val.push({valj: id, motiv: '', nytta: 0, insats: 0});
    S.bort = S.bort.filter(v => v.vantar !== id);
    ritaVal();
  }
  $(`motiv-${id}`).focus();
}
const lediga = () => T.filter((t, n) => I.some(i => i.tema === n) && !S.val.some(v => v.valj === t.id) && !S.bort.some(v => v.vantar === t.id));
function niva(post, falt, rubrik) {
  return h('fieldset', {}, h('legend', {}, rubrik), [1, 2, 3].map(n => h('label', {}, h('input', {type: 'radio', name: `${falt}-${post.valj}`, value: n,
    checked: post[falt] === n, onchange: () => { post[falt] = n; spara(); }}), ` ${n} ${NIVA[n]}`)));
}
const textruta = (id, etikett, varde, andrat) => [h('label', {for: id}, etikett), lagg(h('textarea', {id, oninput: e => { andrat(e.target.value); spara(); }}), [varde])];
function tillagg(id, text, nar) {
  return h('p', {class: 'ejpapper'}, h('label', {for: id}, `${text} `), h('select', {id, onchange: e => e.target.value && nar(e.target.value)},
    h('option', {value: ''}, 'Välj tema'), lediga().map(t => h('option', {value: t.id}, t.namn))));
}
function ritaVal() {
  const tas = (lista_, post) => knapp('Ta bort', () => { lista_.splice(lista_.indexOf(post), 1); ritaVal(); $('valj-r').focus(); });
  const svaga = id => egna(T.findIndex(t => t.id === id));
  $('valen').replaceChildren(...S.val.map((v, nr) => h('div', {class: 'kort'}, h('h3', {}, `${nr + 1}. ${temaNamn(v.valj)}`),
    svaga(v.valj).length > 0 && h('p', {class: 'not'}, `Tydligt svagt eller saknas: ${svaga(v.valj).map(i => i.namn).join('; ')}.`),
    textruta(`motiv-${v.valj}`, 'Varför väljer ni just det? Minst ett skäl som andra kan kontrollera.', v.motiv, text => { v.motiv = text; }),
    niva(v, 'nytta', 'Hur stor nytta får brukaren om området blir bättre?'), niva(v, 'insats', 'Hur mycket kräver det av er?'), h('p', {class: 'ejpapper'}, tas(S.val, v)))),
  ...S.val.length < FLEST ? [tillagg('nytt-val', S.val.length ? 'Ett område till:' : 'Första området:', valjTema)] : [],
  h('h3', {}, 'Får vänta'), ...S.bort.map(v => h('div', {class: 'kort'}, h('h3', {}, temaNamn(v.vantar)),
    textruta(`vantar-${v.vantar}`, 'Varför väntar ni med det, och när tar ni upp det igen?', v.vantar_motiv, text => { v.vantar_motiv = text; }), h('p', {class: 'ejpapper'}, tas(S.bort, v)))),
  tillagg('nytt-bort', 'Ett område som väntar:', id => { S.bort.push({vantar: id, vantar_motiv: ''}); ritaVal(); $(`vantar-${id}`).focus(); }));
  spara();
}
function ritaFyrfalt() {
  const med = S.val.filter(v => v.nytta && v.insats), x = n => 70 + 105 * (n - 1), y = n => 285 - 105 * (n - 1), hogar = {};
  const rutor = [['Gör först', 20, 30], ['Planera', 190, 30], ['Om det är lätt', 20, 205], ['Vänta', 190, 205]];
  const sagt = med.map(v => `${S.val.indexOf(v) + 1}. ${temaNamn(v.valj)}: nytta ${NIVA[v.nytta]}, insats ${NIVA[v.insats]}`);
  $('fyrfalt').replaceChildren(h('h3', {}, 'Nytta mot insats'), bild(352, 372, `Fyrfält. ${sagt.join('. ') || 'Inget är satt än'}`,
    ritat('rect', {x: 10, y: 10, width: 335, height: 335, fill: '#fff', stroke: '#767676'}), ritat('rect', {x: 10, y: 10, width: 167, height: 167, fill: '#e9eef2'}),
    streck(177, 10, 177, 345, '#767676'), streck(10, 177, 345, 177, '#767676'), rutor.map(([t, a, c]) => ritat('text', {x: a, y: c}, t)),
    ritat('text', {x: 10, y: 364}, 'liten insats'), ritat('text', {x: 345, y: 364, 'text-anchor': 'end'}, 'stor insats'),
    med.map(v => { const plats = `${v.insats}${v.nytta}`, steg = hogar[plats] = (hogar[plats] ?? -1) + 1;
      return [ritat('circle', {cx: x(v.insats) + 30 * steg, cy: y(v.nytta), r: 13, fill: '#1f4e79'}), ritat('text', {x: x(v.insats) + 30 * steg, y: y(v.nytta) + 4, 'text-anchor': 'middle', class: 'vit'}, S.val.indexOf(v) + 1)]; })),
  h('p', {class: 'not'}, 'Uppåt: större nytta för brukaren.'), h('ul', {}, sagt.map(t => h('li', {}, t))));
}

// --- to keep, and the groups beside each other --------------------------------------------------
function hur() { // a län's analysis is of one område, a kommun's of all
  return D.egen != null ? 'Läs in filen med oj guide --svarsfil, eller oj identify --valj.'
    : 'I länets eller en kommuns arbetsmapp: oj guide --svarsfil FIL. Länets analys gäller ett område i taget: det ni har valt hamnar i det område där ni är mest efter.';
}
function ladda() {
  const fela = fel(S);
  spara();
  if (fela.length) { $('fel').focus(); return; }
  $('sparat').replaceChildren(...[`Filen är sparad. ${hur()}`, ...saknas(S)].map(t => h('div', {}, t)));
  const namn = ['seminarium', D.vilka, S.grupp].join(' ').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const lank = h('a', {href: URL.createObjectURL(new Blob([yaml(S)], {type: 'application/yaml'})), download: `${namn}.yaml`});
  lank.click();
  setTimeout(() => URL.revokeObjectURL(lank.href), 10000);
}
async function las(filer) {
  const fela = [];
  for (const fil of filer) try {
    const s = lasYaml(await fil.text());
    if (fel(s).length) throw new Error(fel(s).join(' '));
    andra = [...andra.filter(a => a.fil !== fil.name), {fil: fil.name, s}];
  } catch (orsak) { fela.push(`${fil.name}: ${orsak.message}`); }
  $('lasfel').replaceChildren(...fela.map(t => h('div', {}, t)));
  ritaAndra();
}
function ritaAndra() {
  const alla = [...(S.val.length || S.bort.length || S.anteckningar ? [{fil: 'här', s: S}] : []), ...andra];
  const namn = a => a.s.grupp || (a.fil === 'här' ? 'Vi här' : a.fil);
  const teman = T.map(t => t.id).concat(alla.flatMap(a => [...a.s.val.map(v => v.valj), ...a.s.bort.map(v => v.vantar)])).filter((id, n, i) => i.indexOf(id) === n)
    .map(id => [id, alla.filter(a => a.s.val.some(v => v.valj === id)).length, alla.some(a => a.s.bort.some(v => v.vantar === id))]).filter(([, n, vantar]) => n || vantar).sort((p, q) => q[1] - p[1]);
  const sagt = (s, id) => {
    const v = s.val.find(x => x.valj === id), w = s.bort.find(x => x.vantar === id);
    return v ? [h('b', {}, 'Väljer. '), v.motiv, ' ', v.nytta ? `Nytta ${NIVA[v.nytta]}. ` : '', v.insats ? `Insats ${NIVA[v.insats]}.` : ''] : w ? [h('b', {}, 'Väntar. '), w.vantar_motiv] : '–';
  };
  $('grupper').replaceChildren(...!andra.length ? [] : [h('div', {class: 'rulla', tabindex: 0, role: 'region', 'aria-label': 'Grupperna sida vid sida'}, h('table', {},
    h('caption', {}, 'Vad grupperna har sagt, var för sig'), h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Område'), alla.map(a => h('th', {scope: 'col'}, namn(a))))),
    h('tbody', {}, teman.map(([id]) => h('tr', {}, h('th', {scope: 'row'}, temaNamn(id)), alla.map(a => h('td', {}, sagt(a.s, id))))),
      h('tr', {}, h('th', {scope: 'row'}, 'Anteckningar'), alla.map(a => h('td', {}, a.s.anteckningar || '–')))))),
  h('p', {class: 'ejpapper'}, andra.map(a => [knapp(`Fortsätt på svaren från ${namn(a)}`, () => {
    if ((S.val.length || S.bort.length || S.anteckningar.trim()) && !confirm('Svaren som står här nu ersätts. Har ni sparat dem som fil?')) return;
    S = structuredClone(a.s); $('grupp').value = S.grupp; $('anteckningar').value = S.anteckningar; ritaVal(); ritaAndra(); $('valj-r').focus();
  }), ' ']), knapp('Stäng de inlästa', () => { andra = []; ritaAndra(); $('las').focus(); }))]);
}
function valj() {
  return h('section', {id: 'valj', 'aria-labelledby': 'valj-r'}, h('h2', {id: 'valj-r', tabindex: -1}, 'Välj'),
    h('p', {}, 'Välj helst ett område, högst tre. Skriv aldrig något som pekar ut en enskild person.'),
    h('p', {}, h('label', {for: 'grupp'}, 'Vilka är ni? Gruppens namn, till exempel Grupp 1: '), h('input', {type: 'text', id: 'grupp', value: S.grupp, maxlength: 80, oninput: e => { S.grupp = e.target.value; spara(); }})),
    h('div', {id: 'fel', class: 'fel', role: 'alert', tabindex: -1}), h('div', {class: 'rad'}, h('div', {id: 'valen'}), h('div', {id: 'fyrfalt'})),
    h('h3', {}, 'Anteckningar'), textruta('anteckningar', 'Vad talade ni om? En rad för varje sak.', S.anteckningar, text => { S.anteckningar = text; }),
    h('p', {id: 'minns', class: 'not', role: 'status'}));
}
function sparaDel() {
  return h('section', {id: 'spara', 'aria-labelledby': 'spara-r'}, h('h2', {id: 'spara-r'}, 'Spara och jämför'),
    h('p', {class: 'ejpapper'}, knapp('Spara svar', ladda, {class: 'fram'}), ' ', knapp('Börja om', () => {
      if (!confirm('Alla svar här tas bort. Har ni sparat dem som fil?')) return;
      S = tomt(); $('grupp').value = ''; $('anteckningar').value = ''; ritaVal(); })),
    h('div', {id: 'sparat', class: 'sida', role: 'status'}),
    h('p', {class: 'ejpapper'}, h('label', {for: 'las'}, 'Läs in svar, gärna flera gruppers filer på en gång: '),
      h('input', {type: 'file', id: 'las', multiple: true, accept: '.yaml,.yml', onchange: async e => { await las(e.target.files); e.target.value = ''; }})),
    h('div', {id: 'lasfel', class: 'fel', role: 'alert'}), h('div', {id: 'grupper'}));
}

try { const kvar = minne && JSON.parse(minne.getItem(NYCKEL)); if (kvar && Array.isArray(kvar.val)) S = {...tomt(), ...kvar}; } catch { /* written by something else */ }
$('meny').hidden = false;
lagg($('meny'), [['titta', 'Titta'], ['tala', 'Att tala om'], ['valj', 'Välj'], ['spara', 'Spara och jämför']].map(([id, text]) => h('a', {href: `#${id}`}, text)).concat(
  knapp('Storbild', e => e.target.setAttribute('aria-pressed', document.body.classList.toggle('stor')), {'aria-pressed': 'false'}), knapp('Skriv ut', () => print())));
lagg($('sida'), [titta(), tala(), valj(), sparaDel()]);
ritaMatris();
ritaVal();
globalThis.seminarium = {data: D, rakna, yaml, lasYaml, personnummer}; // for tests
})();
