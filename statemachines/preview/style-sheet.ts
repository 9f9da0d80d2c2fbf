/** Plain surroundings, so that what is looked at are the messages. */
export const styleSheet = `
:root{color-scheme:light dark;--page:#f4f3ef;--ink:#22302a;--quiet:#56635c;--card:#fefefc;--line:#dcd9cf;--warn:#8a4b00;--warnbg:#fff3df}
@media (prefers-color-scheme:dark){:root{--page:#121815;--ink:#e7ece9;--quiet:#a9b5ae;--card:#1d2521;--line:#38443e;--warn:#ffcf8a;--warnbg:#3a2a10}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}
header,main{max-width:90rem;margin:0 auto;padding:1.5rem}
h1{font-size:2rem;margin:0}h2{font-size:1.3rem;margin:2rem 0 0}h3{font-size:1rem;margin:1rem 0 .25rem}
h4{margin:0 0 .5rem;font-size:.95rem}small,.about,.note,header p{color:var(--quiet)}.about{margin:.1rem 0 .75rem}
.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr));gap:1rem}
article{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;min-width:0}
.note{font-size:.85rem;margin:.5rem 0 0;overflow-wrap:anywhere}
.gap,.missing{color:var(--warn);background:var(--warnbg);border-radius:.5rem;padding:.25rem .75rem}.gap{margin:0 0 .5rem}
.missing h2{margin:.25rem 0}.missing ul{margin:.25rem 0 .5rem;padding-left:1.25rem}
.inbox{display:grid;grid-template-columns:1fr;padding:.5rem .75rem;border-left:3px solid #2f6fde;background:var(--page);border-radius:.25rem;margin-bottom:.75rem}
.inbox span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.preheader{color:var(--quiet)}
.email{width:100%;height:32rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
details{margin-top:.5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
.lock{background:linear-gradient(160deg,#33475b,#6b5876);border-radius:1.25rem;padding:2.5rem .75rem 3rem}
.banner{display:grid;gap:.1rem;background:rgba(250,250,250,.92);color:#1c1c1e;border-radius:1rem;padding:.7rem .9rem;font-size:.95rem;line-height:1.35}
.app{font-size:.75rem;color:#555;text-transform:uppercase;letter-spacing:.03em}
.inapp{display:grid;gap:.25rem;border:1px solid var(--line);border-radius:.75rem;padding:1rem;background:var(--page)}
.phone{display:flex;flex-direction:column;align-items:flex-start;gap:.4rem;background:var(--page);border-radius:1rem;padding:1rem}
.from{font-size:.8rem;color:var(--quiet)}
.bubble{background:#e5e5ea;color:#111;border-radius:1.1rem 1.1rem 1.1rem .3rem;padding:.6rem .9rem;max-width:20rem;overflow-wrap:anywhere;line-height:1.35}
.chat{background:#e8ded3}.chat .from{color:#54483c}.chat .bubble{background:#fff}
`;
