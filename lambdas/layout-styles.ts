import { dark, font, light } from '../statemachines/email/look.ts';

/** The emails' colours, and one more for what went wrong. */
const scheme = (colours: typeof light, wrong: string) =>
  [...Object.entries(colours), ['wrong', wrong]].map(([name, value]) => `--${name}:${value}`).join(';');

/** The one style sheet of all pages: what is touched is 44 px high or more, what is read 4.5:1 or more. */
export const layoutStyles = `
:root{color-scheme:light dark;${scheme(light, '#a12a1f')}}
@media (prefers-color-scheme:dark){:root{${scheme(dark, '#f3a89e')}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.5 ${font};-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
.page{max-width:37rem;margin:0 auto;padding:1.5rem 1rem 2.5rem}
header{font-weight:700;padding:0 .5rem .75rem}
main{background:var(--card);border-radius:.875rem;padding:1.75rem 1.5rem}
h1{font-size:1.625rem;line-height:1.25;letter-spacing:-.01em;margin:0 0 .75rem}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem}
p{margin:0 0 1rem}
a{color:var(--link)}
.links a{display:inline-block;padding:.625rem 0}
footer{color:var(--quiet);font-size:.875rem;padding:1.25rem .5rem 0}
footer p{margin:0 0 .375rem}
.note{border-inline-start:4px solid var(--link);background:var(--page);border-radius:.375rem;padding:.75rem 1rem;margin:0 0 1rem;font-weight:600}
.note.wrong{border-color:var(--wrong);color:var(--wrong)}
button{font:inherit;font-weight:600;min-height:3rem;padding:.625rem 1.5rem;border-radius:.5rem;border:2px solid var(--button);background:var(--button);color:var(--onButton);cursor:pointer}
button.quiet{background:transparent;border-color:var(--quiet);color:var(--ink);font-size:1rem;padding:.5rem 1rem}
:focus-visible{outline:3px solid var(--link);outline-offset:3px}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0 0}
.actions form{flex:1 1 auto}
.actions button{width:100%}
fieldset{border:0;border-top:1px solid var(--line);margin:1.5rem 0 0;padding:0;min-width:0}
legend{float:left;width:100%;font-size:1.125rem;font-weight:700;padding:1.25rem 0 .25rem}
.choice,.closed{clear:both}
.choice{display:flex;align-items:center;gap:1rem;min-height:3rem;padding:.5rem 0}
.choice label{flex:1;min-width:0;cursor:pointer}
.choice .name{display:block;font-weight:600}
.choice small,.closed small{display:block;font-size:.9375rem;line-height:1.4;color:var(--quiet)}
.choice small.warn{color:var(--wrong)}
.closed{padding:.5rem 0}
.closed .name{font-weight:600}
input{flex:none;appearance:none;margin:0;border:2px solid var(--quiet);background:transparent;cursor:pointer}
input[type=radio]{order:-1;width:1.5rem;height:1.5rem;border-radius:50%}
input[type=radio]:checked{border:.5rem solid var(--button)}
input[type=checkbox]{position:relative;width:3.25rem;height:2rem;border-radius:1rem}
input[type=checkbox]::before{content:"";position:absolute;inset-block:.25rem;inset-inline-start:.25rem;width:1.25rem;border-radius:50%;background:var(--quiet)}
input[type=checkbox]:checked{background:var(--button);border-color:var(--button)}
input[type=checkbox]:checked::before{inset-inline-start:1.5rem;background:var(--onButton)}
.whole{width:100%;height:80vh;border:1px solid var(--line);border-radius:.5rem}
table{width:100%;border-collapse:collapse;margin:0 0 1.25rem;font-size:.9375rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:start;font-size:1.0625rem;font-weight:700;padding:.5rem 0}
th,td{text-align:end;vertical-align:top;padding:.5rem 0 .5rem .75rem;border-bottom:1px solid var(--line)}
th{font-weight:600;overflow-wrap:normal}
th:first-child{text-align:start;padding-inline-start:0}
td{white-space:nowrap}
thead th{color:var(--quiet)}
tbody th[colspan]{padding-top:1rem}
td small,th small{display:block;white-space:normal;font-size:.875rem;font-weight:400;color:var(--quiet)}
summary{min-height:2.75rem;padding:.625rem 0;font-weight:600;cursor:pointer}
textarea{display:block;width:100%;margin:.375rem 0 0;padding:.625rem;font:inherit;color:inherit;background:transparent;border:2px solid var(--quiet);border-radius:.5rem}
.save{margin:1.75rem 0 0}
.save button{width:100%}
@media (min-width:40rem){.page{padding-top:3rem}main{padding:2.25rem 2.5rem}.save button{width:auto;min-width:12rem}}
@media (forced-colors:active){.choice input{appearance:auto;width:1.5rem;height:1.5rem}input[type=checkbox]::before{content:none}}
`.trim();
