"""Invented pages in the manner of real sites: places, bodies and sentences are made up; only set phrases are not."""

from __future__ import annotations

PARAGRAPHS = (
    "梧溪乡把支部会开到打谷场上，书记报一笔账，乡亲问一笔账，问到第三个钟头才散场。",
    "会后贴出的整改单一共二十六条，每条写着谁来办、几时办完，办完了请提意见的人签字。",
    "到了年底，二十六条办结二十五条，剩下的一条是修桥，图纸已经送到县里。",
)
TITLE = "梧溪乡：把述职会开到打谷场上"
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)

WECHAT = f"""<!DOCTYPE html><html><head><meta property="og:title" content="{TITLE}"><title>{TITLE}</title>
<script>window.logs = {{pagetime: {{}}}};</script><style>.rich_media_content{{overflow:hidden}}</style></head><body>
<div id="js_article" class="rich_media"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1>
<div id="meta_content" class="rich_media_meta_list"><span>梧溪党建</span><em id="publish_time">2022-01-09 18:20</em>
</div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section><p>{PARAGRAPHS[0]}</p></section><p><img data-src="https://img.example/1"></p>
<p style="text-align: center;">打谷场上的述职会。水生 摄</p><section><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>
</section></div>
<div id="js_share" style="display:none">分享给更多的朋友，让他们也看到这篇文章。</div>
<div><span>阅读</span> <span>在看</span></div><div class="qr_code_pc">微信扫一扫<br>关注该公众号</div></div></body>
</html>"""

FORUM = f"""<html><head><title>{TITLE} - 梧溪论坛</title></head><body>
<div class="nav"><a href="/">门户</a> <a href="/bbs">论坛</a> <a href="/home">家园</a></div>
<table><tr><td class="pls"><div class="authi"><a href="/u/1">老树</a></div><p>主题 31 | 帖子 520 | 积分 1804</p></td>
<td class="plc"><h1>{TITLE}</h1><div class="pti">发表于 2022-1-9 18:20 | 只看该作者</div>
<div class="t_f"><p>{PARAGRAPHS[0]}<font class="jammer">3 w" K% h9 `0 e: Q# i2 n</font></p>
<p>{PARAGRAPHS[1]}<span style="display:none">; b4 U, s8 ~6 O( r</span></p><p>{PARAGRAPHS[2]}</p></div></td></tr>
</table>
<div class="pgbtn"><a href="/t/2">下一页 »</a></div><div id="footer">Powered by 梧溪论坛 © 2022</div></body></html>"""

# A portal laid out in tables, with its editor's style sheet and script in the text.
TABLES = f"""<html><head><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2022-01-09">
<title>{TITLE}-梧溪县人民政府</title></head><body><table width="1000"><tr><td><a href="/">首页</a></td><td>
<a href="/gk">政务公开</a></td>
<td><a href="/fw">办事服务</a></td></tr></table><table><tr>
<td>当前位置：<a href="/">首页</a> &gt; <a href="/dj">基层党建</a></td></tr>
<tr><td><h1>{TITLE}</h1></td></tr><tr>
<td>来源：梧溪县人民政府办公室　发布时间：2022-01-09　浏览次数：<span>318</span></td></tr>
<tr><td><div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{BODY}</div></td></tr>
<tr><td>【打印】【关闭】</td></tr><tr><td>上一篇：<a href="/1">梧溪县春耕备耕工作部署会召开</a></td></tr></table>
<table><tr><td><b>相关信息</b></td></tr><tr><td><a href="/2">关于春节期间值班安排的通知</a>[01-08]</td></tr>
<tr><td><a href="/3">县政务大厅延时服务公告</a>[01-05]</td></tr></table>
<p>主办单位：梧溪县人民政府办公室　网站标识码：3300000000　备案号：浙ICP备00000000号</p></body></html>"""

# A portal of lists, pictures with captions, a column of headlines with days beside the article.
COLUMNS = f"""<html><head><title>{TITLE} - 东湾市人民政府门户网站</title></head><body>
<ul id="menu"><li><a href="/a">要闻</a></li><li><a href="/b">公开</a></li><li><a href="/c">互动</a></li></ul>
<div class="left"><div class="tt">通知公告</div><ul><li><a href="/4">全市基层党建观摩会议程安排</a>
<span>[08-18]</span></li>
<li><a href="/5">换届后村干部培训班报名通知</a><span>[08-12]</span></li><li><a href="/6">党费收缴情况公示</a>
<span>[07-30]</span></li></ul></div>
<div class="article"><h2>{TITLE}</h2><div class="info">2022年1月9日　作者：田禾　字体：[大 中 小]</div>
<div class="con">
<p>{PARAGRAPHS[0]}</p><p align="center"><img src="1.jpg"></p><p align="center">述职会现场</p>
<p>{PARAGRAPHS[1]}</p><p align="center"><img src="2.jpg"></p><p align="center">整改单贴上公示栏</p>
<p>{PARAGRAPHS[2]}</p></div>
<div class="bdsharebuttonbox">分享到：<a href="#">微博</a><a href="#">微信</a></div></div>
<div class="rec"><h3>推荐阅读</h3><dl><dt>县城的早市搬进了新家</dt>
<dd>老街改造之后，早市搬到河边，摊位多了四成，停车也不用绕路，赶早的人都说方便。</dd></dl></div>
<div class="foot">东湾市人民政府办公室主办 版权所有</div></body></html>"""

# A portal whose article waits for a script, with a disclaimer below it.
SCRIPTED = f"""<html><head><title>{TITLE}</title></head><body><div class="header"><a href="/">网站首页</a></div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; 正文</div><h1>{TITLE}</h1>
<div id="zoom" style="display:none">{BODY}</div><p>责任编辑：水生</p>
<p>声明：凡本网注明来源的作品，版权均属本网所有，转载请注明出处，违者本网将依法追究其责任，特此郑重说明。</p>
<div>扫一扫在手机打开当前页</div></body></html>"""

SCHOOL = f"""<html><head><title>{TITLE}--党建园地-梧溪中学</title></head><body><div>今天是</div>
<div class="topnav"><ul><li><a href="/1">学校概况</a></li><li><a href="/2">德育之窗</a></li><li>
<a href="/3">教学科研</a></li></ul></div>
<div class="side"><h4>推荐阅读</h4><ul><li><a href="/7">九月支部主题党日活动安排(定)</a>[09-03]</li>
<li><a href="/8">教工大会通知</a>[08-30]</li></ul></div><div>当前位置：首页 > 党建园地</div>
<div class="view"><h3>{TITLE}</h3><div>文章来源： 作者： 发布时间：2022年01月09日 点击数：次</div>
<div class="txt">{BODY}</div>
<div>【打印正文】</div><div>上一篇：<a href="/9">寒假前安全教育周活动掠影</a>[ 01-06 ]</div></div>
<div class="links"><a href="/m">网站地图</a> | <a href="/x">校长信箱</a></div><div>梧溪中学 版权所有</div></body>
</html>"""

WIKI = f"""<html><head><title>{TITLE} - 自由文库</title></head><body><div id="content">
<h1 id="firstHeading">{TITLE}</h1>
<div id="mw-content-text">{BODY}<p>除非另有声明，本页面的内容采用<a href="/by">知识共享 署名-相同方式共享 4.0</a>
协议授权，附加条款亦可能应用。</p>
<p>Public domain</p></div></div><div id="footer">关于自由文库</div></body></html>"""

PAGES = {
    "wechat": WECHAT,
    "forum": FORUM,
    "tables": TABLES,
    "columns": COLUMNS,
    "scripted": SCRIPTED,
    "school": SCHOOL,
    "wiki": WIKI,
}
