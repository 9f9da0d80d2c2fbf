/** Both themes by the reader's own setting, or one by name. Short, because a dashboard carries it in every widget. */
const light = `--ink:#17202e;--soft:#51607a;--paper:#fff;--page:#f5f7fa;--edge:#d9dfe8;--main:#1f5fbf;--muted:#7b8798;--rail:#e8edf4;--good:#0b6b3a;--good-bg:#dff3e7;--bad:#a3231b;--bad-bg:#fbe4e2;--range:#1f5fbf2e`;
const dark = `--ink:#e8edf5;--soft:#a7b3c7;--paper:#182130;--page:#0f1621;--edge:#33415a;--main:#7db0ff;--muted:#8794ab;--rail:#26324a;--good:#7fdca6;--good-bg:#123524;--bad:#ff9d94;--bad-bg:#44191a;--range:#7db0ff33`;

export type Theme = 'light' | 'dark' | 'auto';

const rules = `
.report{color:var(--ink);background:var(--page);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
.report *{box-sizing:border-box}
.report h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 .5rem;text-wrap:balance}
.report h2{font-size:1.25rem;line-height:1.3;margin:0 0 .25rem}
.report h3{font-size:1rem;margin:1rem 0 .25rem}
.report p{margin:.25rem 0 .75rem;max-width:46rem}
.report small,.report .note,.report .lead,.report .about{color:var(--soft)}
.report small{font-size:.8125rem}
.report abbr{text-decoration:underline dotted var(--soft) 1px;text-underline-offset:3px;cursor:help}
.report section,.report .answer,.report footer{background:var(--paper);border:1px solid var(--edge);border-radius:.75rem;padding:1.25rem;margin:0 0 1rem}
.report .badge{display:inline-block;padding:.05rem .6rem;border-radius:1rem;font-size:.875rem;font-weight:600}
.report .badge.good{color:var(--good);background:var(--good-bg)}
.report .badge.bad{color:var(--bad);background:var(--bad-bg)}
.report .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1rem;margin:0 0 1rem}
.report .figures>div{background:var(--paper);border:1px solid var(--edge);border-radius:.75rem;padding:1rem}
.report dt{color:var(--soft)}
.report dd{margin:0}
.report .figures strong{display:block;font-size:1.75rem;line-height:1.25;font-variant-numeric:tabular-nums}
.report .scroll{overflow-x:auto}
.report .scroll:focus-visible,.report select:focus-visible,.report button:focus-visible,.report summary:focus-visible{outline:3px solid var(--main);outline-offset:2px}
.report table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.report th,.report td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top}
.report .number+.words{padding-left:1rem}
.report tbody tr:last-child>*{border-bottom:0}
.report thead th{color:var(--soft);font-weight:500;font-size:.875rem;vertical-align:bottom}
.report tbody th{font-weight:600}
.report .number{text-align:right;white-space:nowrap}
.report td.words:has(br){min-width:11rem}
.report td.wide{width:30%;min-width:6rem;vertical-align:middle}
.report .bar{display:block;width:100%;min-width:3.5rem;height:.5rem;margin-top:.15rem;border-radius:.25rem}
.report .bar .main{fill:var(--main)}.report .bar .muted{fill:var(--muted)}.report .bar .rail{fill:var(--rail)}
.report .band{display:block;width:100%;max-width:46rem;height:auto}
.report .band text{fill:var(--soft);font-size:13px}
.report .band .grid{stroke:var(--edge)}.report .band .zero{stroke:var(--ink);stroke-width:1.5}
.report .band .range{fill:var(--range)}.report .band .line{fill:none;stroke:var(--main);stroke-width:2.5}.report .band .dot{fill:var(--main)}
.report .halves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2rem}
.report .halves>div{min-width:0}
.report .terms{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.75rem 2rem;margin:1rem 0 0}
.report .terms dt{font-weight:600;color:var(--ink)}.report .terms dd{color:var(--soft)}
.report summary{cursor:pointer;font-weight:600;padding:.25rem 0}
.report form{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:0 0 1rem}
.report label{display:grid;gap:.15rem;font-size:.875rem;color:var(--soft)}
.report select,.report button{font:inherit;font-size:1rem;min-height:2.75rem;padding:0 .75rem;border-radius:.5rem;border:1px solid var(--muted);background:var(--paper);color:var(--ink)}
.report button{background:var(--main);border-color:var(--main);color:var(--paper);font-weight:600;cursor:pointer}
@media(max-width:30rem){.report h1{font-size:1.4rem}.report section,.report .answer,.report footer{padding:1rem}.report form label,.report form select,.report form button{width:100%}}`;

/** The style sheet, once a page or widget. */
export function style(theme: Theme): string {
  const colours =
    theme === 'auto'
      ? `.report{color-scheme:light dark;${light}}@media(prefers-color-scheme:dark){.report{${dark}}}`
      : `.report{color-scheme:${theme};${theme === 'dark' ? dark : light}}`;
  return `${colours}${rules}`;
}
