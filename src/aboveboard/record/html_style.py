"""The one style sheet of a record: light, dark, narrow, and on paper."""

from aboveboard.charts.colours import DARK, LIGHT, Look

NAMES = ("ground", "text", "muted", "grid", "band", "passed", "watch", "flagged", "unknown", "outline")
PAINT = Look(*(f"var(--{name})" for name in NAMES))
"""Colours of drawings: names that the style sheet gives a value, so that one drawing serves light, dark and paper."""


def _colours(look: Look, soft: str) -> str:
    return "".join(f"--{name}:{getattr(look, name)};" for name in NAMES) + f"--soft:{soft};"


def css_text(said: str) -> str:
    """Any text as a CSS string that cannot end the string, the rule or the style element."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in said if ord(c) >= 32)


def style(running: str) -> str:
    """The style sheet; `running` stands on top of every printed page."""
    return (
        STYLE.replace("/*light*/", _colours(LIGHT, "#f6f8fb"))
        .replace("/*dark*/", _colours(DARK, "#171d2b"))
        .replace("/*running*/", css_text(running))
    )


STYLE = """
:root{color-scheme:light dark;/*light*/}
@media screen and (prefers-color-scheme:dark){:root{/*dark*/}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);
font:15px/1.5 Inter,system-ui,"Segoe UI","Liberation Sans",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,header,footer{max-width:54rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.75rem}footer{padding-bottom:3rem;color:var(--muted);font-size:.87rem}
h1{font-size:1.75rem;line-height:1.2;margin:.1rem 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:.9rem;border-top:1px solid var(--grid)}
h3{font-size:1.02rem;line-height:1.35;margin:1.4rem 0 .4rem}
p{margin:.35rem 0;white-space:pre-line}
ul{margin:.35rem 0;padding-left:1.2rem}li{margin:.15rem 0}
a{color:var(--passed)}a:focus-visible,summary:focus-visible{outline:3px solid var(--passed);outline-offset:2px}
code{font:.86em ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;word-break:break-all}
code.id{word-break:normal;overflow-wrap:break-word}
.kicker,.quiet{color:var(--muted);font-size:.9rem}
.chips{display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:.5rem 0 0;list-style:none}
.chips li{border:1px solid var(--grid);border-radius:999px;padding:.12rem .7rem;font-size:.87rem;margin:0}
.chips .main{border-color:currentColor;font-weight:600}
nav{margin:1rem 0 0;font-size:.9rem;line-height:1.9}nav a{margin-right:.9rem;white-space:nowrap}
.box{border:1px solid var(--grid);border-radius:10px;padding:.85rem 1.1rem;margin:.9rem 0;break-inside:avoid}
.box>h2{border:0;margin:.1rem 0 .5rem;padding:0;font-size:1.08rem}.box>:last-child{margin-bottom:0}
h4{font-size:1.08rem;line-height:1.35;margin:.25rem 0 .35rem}
.strong{border:2px solid var(--text)}
.flagged,.override{border-left:5px solid var(--flagged)}.watch{border-left:5px solid var(--watch)}
.warn{border-left:5px solid var(--watch);font-weight:600}
.sentences{margin:1.25rem 0 0;display:grid;grid-template-columns:max-content 1fr;gap:.55rem 1.1rem}
.sentences dt{font-weight:650}.sentences dd{margin:0}.sentences dd p:first-child{margin-top:0}
.verdict{font-size:1.15rem;font-weight:650;margin:1.2rem 0 .4rem}
.meaning{border-left:3px solid var(--grid);padding-left:.9rem;margin:.6rem 0;font-style:italic}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0}
.facts dt{color:var(--muted)}.facts dd{margin:0}
.sign{font-weight:650;white-space:nowrap}
.sign.flagged,.sign.blocker{color:var(--flagged);border:0}.sign.watch,.sign.decision{color:var(--watch);border:0}
.sign.passed,.sign.approve{color:var(--passed)}
.kind{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.1rem 1rem;margin:0}
.finding{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 1.5rem}.finding>*{grid-column:1/-1}
.finding.drawn>.said{grid-column:1}.finding.drawn>figure{grid-column:2;align-self:center}
figure{margin:.4rem 0}svg{max-width:100%;height:auto;display:block}
.change{background:var(--soft);border-radius:8px;padding:.45rem .8rem;margin:.5rem 0}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--grid)}
th{font-weight:400}td,th{min-width:5.4em}.ledger th{min-width:2em}.checks th[scope=row]{width:11.5em}
.line,.ledger th[scope=row],.ledger td:nth-child(2){white-space:nowrap}
thead th{color:var(--muted);font-size:.85rem;border-bottom:1.5px solid var(--muted)}
tr{break-inside:avoid}.finding th,.finding td:first-child{overflow-wrap:break-word}td p,th p{margin:.1rem 0}
.questions tbody th{border:0;padding-bottom:0}.questions h3{margin:.9rem 0 .2rem}
.questions td{width:50%}.questions tbody{break-inside:avoid}
.key{font-weight:650}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--passed);padding:.15rem 0}
.ribbon{display:inline-block;border:1.5px dashed var(--watch);border-radius:6px;padding:.1rem .7rem;font-weight:650;
color:var(--watch);margin:0 0 .6rem}
.mark{position:fixed;inset:0;display:grid;place-items:center;pointer-events:none;z-index:2;overflow:hidden}
.mark span{font-size:min(7.6vw,4.6rem);font-weight:750;color:var(--text);opacity:.05;transform:rotate(-28deg);
white-space:nowrap}
@media (max-width:640px){
.sentences,.facts{grid-template-columns:1fr;gap:0}.sentences dd,.facts dd{margin-bottom:.55rem}
.finding.drawn>.said,.finding.drawn>figure{grid-column:1/-1}
h1{font-size:1.45rem}.box{padding:.75rem .85rem}
table,tbody,tr,th,td{display:block;width:auto!important}thead{position:absolute;clip-path:inset(50%)}
td,th,.ledger th{min-width:0}tbody th,td{border:0;padding:.1rem 0}
tr{border-bottom:1px solid var(--grid);padding:.5rem 0}
td[data-head]::before{content:attr(data-head) ": ";color:var(--muted)}td:empty{display:none}
.questions tr{border:0;padding:.2rem 0}.questions tbody{border-bottom:1px solid var(--grid);padding:.3rem 0}
td>p:first-child{display:inline}.ledger th[scope=row]::before{content:"Entry "}
}
@page{size:A4;margin:19mm 16mm 17mm;
@top-left{content:"/*running*/";font:8.5pt Inter,"Liberation Sans",Arial,sans-serif;color:#333}
@bottom-right{content:"Page " counter(page) " of " counter(pages);
font:8.5pt Inter,"Liberation Sans",Arial,sans-serif;color:#333}}
@media print{
:root{color-scheme:light}html{font-size:10.5pt}body{font-size:1rem;line-height:1.42}
main,header,footer{max-width:none;padding:0}header{padding-top:0}nav{display:none}
h1{font-size:18pt}h2{margin-top:7mm}h1,h2,h3,h4{break-after:avoid}
p,li{orphans:3;widows:3}thead{display:table-header-group;break-after:avoid}
a{color:inherit;text-decoration:none}
details::details-content{content-visibility:visible;display:block;block-size:auto}
summary{list-style:none;color:var(--muted)}
.mark span{opacity:.07;font-size:42pt}#plain dl{break-inside:avoid}
.box.finding{break-inside:auto;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.finding figure{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
@supports not selector(details::details-content){@media print{details:not([open]) summary::after{
content:" (folded: open it before you print)"}}}
"""
