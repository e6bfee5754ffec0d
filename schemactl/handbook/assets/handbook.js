/* What the handbook does with a script: find a label, keys, copying, practice, what is new.
   Every page is complete without it. Nothing leaves the browser. */
"use strict";
(function () {
  var doc = document;
  var tools = doc.querySelector(".tools");
  if (!tools) return;
  var facts = tools.dataset;
  /* A page of no schema leads to the labels of all; keys that need a schema work where it is one. */
  var homes = facts.homes ? facts.homes.trim().split(" ") : [facts.home];
  var home = homes.length === 1 ? homes[0] : null;
  var words = window.handbookWords || {};
  var releases = (facts.releases || "").split(" ").filter(Boolean);

  function one(selector, within) { return (within || doc).querySelector(selector); }
  function all(selector, within) { return Array.from((within || doc).querySelectorAll(selector)); }
  /* What we say in the language of the page; each {} is filled in turn. */
  function t(text) {
    var given = Array.from(arguments).slice(1);
    return (words[text] || text).replace(/\{\}/g, function () { return given.shift(); });
  }
  function make(tag, given, children) {
    var element = doc.createElement(tag);
    Object.keys(given || {}).forEach(function (name) {
      if (name === "text") element.textContent = given.text;
      else if (name === "on") element.addEventListener("click", given.on);
      else element.setAttribute(name, given[name]);
    });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  /* ---------------------------------------------------------------- memory */

  var memory = {
    // Who wants no keys wants none in the next schema either.
    key: function (name) { return name === "keys" ? "schemactl:keys" : "schemactl:" + facts.schema + ":" + name; },
    get: function (name) {
      try { return localStorage.getItem(memory.key(name)); } catch (error) { return null; }
    },
    set: function (name, value) {
      try { localStorage.setItem(memory.key(name), value); } catch (error) { /* private window */ }
    }
  };

  /* ---------------------------------------------------------------- announcements */

  var speaker = make("p", { class: "speaker", role: "status" });
  doc.body.append(speaker);
  function say(text) {
    speaker.textContent = text;
    speaker.classList.add("shown");
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { speaker.classList.remove("shown"); }, 2500);
  }

  function copy(text, told) {
    function done() { say(told); }
    function byHand() {
      var field = make("textarea", { class: "away", "aria-label": t("To copy") });
      field.value = text;
      (one("dialog[open]") || doc.body).append(field);
      field.select();
      var worked = doc.execCommand("copy");
      field.remove();
      if (worked) done(); else say(t("Copying is not allowed here:") + " " + text);
    }
    if (!navigator.clipboard) { byHand(); return; }
    navigator.clipboard.writeText(text).then(done, byHand);
  }

  function download(name, text) {
    var address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    var link = make("a", { href: address, download: name });
    doc.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  }

  /* ---------------------------------------------------------------- labels */

  var waiting = null;
  function labels() {
    waiting = waiting || homes.reduce(function (before, at) {
      return before.then(function (list) {
        return load(at).then(function (more) { return list.concat(more); });
      });
    }, Promise.resolve([]));
    return waiting;
  }

  function load(at) {
    return new Promise(function (resolve) {
      var script = make("script", { src: at + "labels.js" });
      script.onload = function () { resolve(prepare(window.handbookLabels, at)); };
      script.onerror = function () { resolve([]); };
      doc.head.append(script);
    });
  }

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[-_\s/.]+/g, " ").trim();
  }

  function prepare(data, at) {
    data.labels.forEach(function (label) {
      label.at = at + label.page;
      label.of = homes.length > 1 ? [data.schema.replace(/^schema:|@.*/g, "")] : [];
      label.words = [label.name, label.id].concat(label.names).map(plain);
    });
    return data.labels;
  }

  /* Whether two words differ by one letter that is missing, added, wrong or swapped. */
  function isTypo(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    var i = 0;
    while (i < a.length && a[i] === b[i]) i += 1;
    var rest = a.slice(i), other = b.slice(i);
    return rest.slice(1) === other || rest === other.slice(1) || rest.slice(1) === other.slice(1) ||
      (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2));
  }

  function fits(typed, text) {
    if (text === typed) return 100;
    if (text.startsWith(typed)) return 80 - Math.min(text.length - typed.length, 20);
    if ((" " + text).includes(" " + typed)) return 55;
    if (typed.length > 2 && text.includes(typed)) return 40;
    if (typed.length < 4) return 0;
    // A letter that is missing may have been a word.
    var bare = text.replace(/ /g, ""), typedBare = typed.replace(/ /g, "");
    if (bare === typedBare) return 70;
    if (isTypo(typed, text) || isTypo(typedBare, bare)) return 65;
    if (isTypo(typed, text.slice(0, typed.length))) return 25;
    return text.split(" ").some(function (word) {
      return isTypo(typed, word) || isTypo(typed, word.slice(0, typed.length));
    }) ? 20 : 0;
  }

  function score(label, typed) {
    if (!typed) return 1;
    var best = 0;
    if (plain(label.hotkey) === typed) best = 90;
    label.words.forEach(function (text, position) {
      var found = fits(typed, text) - (position ? 3 : 0);
      if (found > best) best = found;
    });
    return best && !label.selectable ? best - 2 : best;
  }

  function search(list, text) {
    var typed = plain(text);
    return list.map(function (label, position) {
      return { label: label, score: score(label, typed), position: position };
    }).filter(function (found) { return found.score > 0; }).sort(function (a, b) {
      return b.score - a.score || a.position - b.position;
    }).slice(0, typed ? 12 : 99).map(function (found) { return found.label; });
  }

  /* ---------------------------------------------------------------- dialogs */

  function dialog(name, title, children) {
    var open = one("dialog." + name);
    if (open) { open.remove(); }
    var heading = make("h2", { text: t(title), id: "_" + name + "_title" });
    var close = make("button", { type: "button", class: "close", "aria-label": t("Close"), text: "✕" });
    var shown = make("dialog", { class: "hb " + name, "aria-labelledby": heading.id },
      [make("header", {}, [heading, close])].concat(children));
    close.addEventListener("click", function () { shown.close(); });
    shown.addEventListener("close", function () { shown.remove(); });
    shown.addEventListener("click", function (event) { if (event.target === shown) shown.close(); });
    doc.body.append(shown);
    shown.showModal();
    return shown;
  }

  /* What a label is called besides its name, each once. */
  function names(label) {
    return [label.id].concat(label.names).filter(function (name, at, list) {
      return name !== label.name && list.indexOf(name) === at;
    });
  }

  function switcher() {
    if (one("dialog.switcher")) return;
    var input = make("input", {
      type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "_switcher_list",
      "aria-label": t("Name, id, key or other name of a label"), autocomplete: "off", spellcheck: "false"
    });
    var list = make("ul", { id: "_switcher_list", role: "listbox", "aria-label": t("Labels") });
    var none = make("p", { class: "none", role: "status" });
    var shown = dialog("switcher", "Find a label", [input, list, none]);
    var chosen = 0;
    var found = [];

    function choose(position) {
      chosen = position;
      all("li", list).forEach(function (item, at) {
        item.setAttribute("aria-selected", String(at === chosen));
        if (at === chosen) {
          input.setAttribute("aria-activedescendant", item.id);
          item.scrollIntoView({ block: "nearest" });
        }
      });
    }
    function go(label) { shown.close(); location.href = label.at; }
    function update(labelsNow) {
      found = search(labelsNow, input.value);
      list.replaceChildren.apply(list, found.map(function (label, position) {
        return make("li", {
          id: "_option_" + position, role: "option", "aria-selected": "false",
          on: function () { go(label); }
        }, [
          label.hotkey ? make("kbd", { text: label.hotkey }) : "",
          make("b", { text: label.name }),
          make("small", { text: label.of.concat(names(label).slice(0, 4)).join(", ") })
        ]);
      }));
      none.textContent = found.length ? "" : t("No label is called that.");
      input.removeAttribute("aria-activedescendant");
      choose(0);
    }
    labels().then(function (labelsNow) {
      update(labelsNow);
      input.addEventListener("input", function () { update(labelsNow); });
    });
    input.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) {
        event.preventDefault();
        choose((chosen + step + found.length) % found.length);
      } else if (event.key === "Enter" && found[chosen]) {
        event.preventDefault();
        go(found[chosen]);
      }
    });
    input.focus();
  }

  /* ---------------------------------------------------------------- keys */

  var KEYS = [
    ["k", "Find a label", switcher],
    ["d", "Decide by questions", function () { visit("decide.html"); }],
    ["c", "Cheat sheet", function () { visit("cheat-sheet.html"); }],
    ["w", "What changed", function () { if (releases.length) location.href = facts.changes; else visit("index.html"); }],
    ["x", "What this label is confused with", function () {
      if (one("#_confusable")) location.hash = "_confusable"; else visit("confusable.html");
    }],
    ["j", "Next example", function () { step(1); }],
    ["J", "Previous example", function () { step(-1); }],
    ["?", "These keys", help]
  ].filter(function (key) { return home !== null || key[0] === "k" || key[0] === "?"; });
  function visit(page) { location.href = home + page; }
  function isOn() { return memory.get("keys") !== "off"; }

  function step(direction) {
    var cards = all("article.card, li.item").filter(function (card) { return card.offsetParent; });
    if (!cards.length) return;
    var at = cards.indexOf(doc.activeElement.closest ? doc.activeElement.closest("article.card, li.item") : null);
    var next = at < 0 ? (direction > 0 ? 0 : cards.length - 1) : Math.max(0, Math.min(cards.length - 1, at + direction));
    cards[next].setAttribute("tabindex", "-1");
    cards[next].focus();
    cards[next].scrollIntoView({ block: "center" });
  }

  function help() {
    if (one("dialog.help")) return;
    var box = make("input", { type: "checkbox", id: "_keys_on" });
    box.checked = isOn();
    box.addEventListener("change", function () {
      memory.set("keys", box.checked ? "on" : "off");
      say(t(box.checked ? "Keys are on." : "Keys are off."));
    });
    var rows = KEYS.map(function (key) { return [key[0], key[1]]; }).concat([
      ["/", "Search the text"], ["Esc", "Close"]
    ], home === null ? [] : [["1 … 9", "Go to the label with that key in the labeling tool"]]).map(function (row) {
      return make("div", {}, [
        make("dt", {}, [make("kbd", { text: row[0] })]), make("dd", { text: t(row[1]) })
      ]);
    });
    dialog("help", "Keys", [
      make("p", {}, [box, make("label", { for: "_keys_on", text: " " + t("Single keys do something (Esc and ? always do)") })]),
      make("dl", {}, rows)
    ]);
  }

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  /* Before the theme hears of it: its own single keys must be switched off too. */
  window.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!(event.target instanceof Element) || event.key.length !== 1 || event.key === " ") {
      if (event.key === "Enter" && quiz.onKey(event)) { event.preventDefault(); event.stopImmediatePropagation(); }
      return;
    }
    if (isTyping(event.target) && event.target.type !== "checkbox") return;
    if (one("dialog.hb[open]")) { event.stopImmediatePropagation(); return; }
    if (event.key === "?") { event.preventDefault(); event.stopImmediatePropagation(); help(); return; }
    if (!isOn()) { event.stopImmediatePropagation(); return; }
    if (one("#__search") && one("#__search").checked) return;
    if (quiz.onKey(event)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (event.key === "/") return;
    var known = KEYS.find(function (key) { return key[0] === event.key; });
    event.stopImmediatePropagation();
    if (known) { event.preventDefault(); known[2](); return; }
    if (home === null) return;
    var pressed = event.key;
    labels().then(function (list) {
      var task = (one("[data-task-here]") || { dataset: {} }).dataset.taskHere;
      var found = list.filter(function (label) { return label.hotkey === pressed; });
      var label = found.find(function (each) { return each.task === task; }) || found[0];
      if (label) location.href = label.at;
    });
  }, true);

  /* ---------------------------------------------------------------- clicks */

  function citation(anchor) {
    var target = anchor ? " #" + anchor : "";
    var label = (one("[data-label-here]") || { dataset: {} }).dataset.labelHere;
    return "schema:" + facts.schema + "@" + facts.version + (label ? " " + label : "") + target +
      (facts.guideline ? " " + facts.guideline : "") + " " + (facts.digest || "draft") + " read " +
      new Date().toISOString().slice(0, 10);
  }

  function question(form) {
    var rule = one("[name=rule]", form).value.trim();
    var asked = {
      format: "schemactl-question-1",
      item: one("[name=item]", form).value.trim(),
      label: form.dataset.label || one("[name=label]", form).value.trim() || null,
      schema: "schema:" + facts.schema + "@" + facts.version,
      guideline: facts.guideline || null,
      rule: rule || null,
      date: new Date().toISOString().slice(0, 10)
    };
    return JSON.stringify(asked, null, 2) + "\n";
  }

  var DO = {
    "switch": switcher,
    help: help,
    quiz: function () { quiz.start(); },
    read: function (button) {
      memory.set("read", String(releases.length));
      news();
      button.blur();
      say(t("Marked as read."));
    },
    cite: function () { copy(citation(location.hash.slice(1)), t("Citation copied.")); },
    "ask-copy": function (button) { copy(question(button.closest(".ask-form")), t("Question copied.")); },
    "ask-save": function (button) { download("question.json", question(button.closest(".ask-form"))); }
  };

  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-do]");
    if (button) { DO[button.dataset.do](button); return; }
    var play = event.target.closest("a.play"), heard = play && play.closest(".heard");
    if (heard) {
      event.preventDefault();
      var player = one("audio", heard), times = play.hash.slice(3).split(",");
      player.currentTime = Number(times[0]);
      player.ontimeupdate = function () {
        if (player.currentTime >= Number(times[1])) { player.pause(); player.ontimeupdate = null; }
      };
      player.play();
      return;
    }
    var own = event.target.closest("a.self, a.headerlink");
    if (own) copy(own.href, t("Link copied."));
    var language = event.target.closest("a[hreflang]");
    if (language && location.hash) language.hash = location.hash;
  });

  /* The line of the label is looked up once somebody is about to follow the link to its file. */
  ["pointerover", "focusin"].forEach(function (kind) {
    doc.addEventListener(kind, function (event) {
      var edit = event.target.closest("a.edit"), here = one("[data-label-here]");
      if (!edit || !here) return;
      labels().then(function (list) {
        var label = list.find(function (each) { return each.task + "/" + each.id === here.dataset.labelHere; });
        if (label && label.line) edit.hash = "L" + label.line;
      });
    });
  });

  /* ---------------------------------------------------------------- what is new */

  /* The number of the release that was read last: from ?since=, else from this browser. */
  function readNumber() {
    var given = new URLSearchParams(location.search).get("since");
    if (given) {
      var at = releases.indexOf(given);
      return at < 0 ? 0 : at + 1;
    }
    return Number(memory.get("read") || 0);
  }

  function mine() {
    var given = new URLSearchParams(location.search).get("labels");
    return given ? given.split(",") : null;
  }

  function news() {
    var read = readNumber(), own = mine();
    var turns = all("li.turn");
    var shown = turns.filter(function (turn) {
      var concerned = (turn.dataset.labels || "").split(" ");
      var isMine = !own || concerned.some(function (label) { return own.includes(label); });
      turn.hidden = Number(turn.dataset.number) <= read || !isMine;
      return !turn.hidden;
    });
    var told = one(".told"), start = releases[read - 1] || t("the start");
    // What the list leaves out for its length: the releases that it came with.
    var rest = one(".rest"), left = !rest || own ? [] : rest.dataset.numbers.split(" ").filter(function (number) {
      return Number(number) > read;
    });
    var count = shown.length + left.length;
    if (rest && (read || own)) rest.hidden = !left.length;
    if (one(".since .actions")) one(".since .actions").hidden = !count;
    if (told && (read || own) && (turns.length || one(".since"))) {
      told.textContent = count
        ? (count === 1 ? t("1 change since {}.", start) : t("{} changes since {}.", count, start))
        : t("Nothing new since {}.", start);
    }
    var three = one("a.three");
    if (three) three.search = "?since=" + encodeURIComponent(releases[Math.max(read, releases.length > 1 ? 1 : 0) - 1] || "") + "&items=3";
  }

  /* ---------------------------------------------------------------- practice */

  var quiz = {
    items: [], at: 0, given: [], answered: false, buttons: [],

    chosen: function () {
      var query = new URLSearchParams(location.search);
      var label = query.get("label"), since = query.get("since");
      var number = since === null ? 0 : releases.indexOf(since) + 1;
      var found = all("li.item").filter(function (item) {
        var about = !label || item.dataset.label === label || item.dataset.right === label;
        return about && Number(item.dataset.changed) > number;
      });
      // What was decided otherwise before comes first where somebody asks what is new.
      var moved = function (item) { return number && Number(item.dataset.moved) > number ? 0 : 1; };
      found.sort(function (a, b) { return moved(a) - moved(b); });
      return found.slice(0, Number(query.get("items")) || 10);
    },

    start: function () {
      quiz.items = quiz.chosen();
      if (!quiz.items.length) { one(".start .told").textContent = t("There is no case for that."); return; }
      quiz.at = 0;
      quiz.given = [];
      doc.body.classList.add("in-quiz");
      quiz.show();
    },

    show: function () {
      var item = quiz.items[quiz.at];
      var place = one(".quiz");
      quiz.answered = false;
      quiz.result = make("div", { class: "result", role: "status", "aria-live": "polite" });
      quiz.next = make("button", { type: "button", class: "main next", on: quiz.forward });
      quiz.next.append(t(quiz.at + 1 < quiz.items.length ? "Next (Enter)" : "Result (Enter)"));
      quiz.next.hidden = true;
      quiz.buttons = JSON.parse(item.dataset.choices).map(function (choice) {
        var button = make("button", { type: "button", "data-choice": choice[0] },
          choice[2] ? [make("kbd", { text: choice[2] }), " ", choice[1]] : [choice[1]]);
        button.dataset.key = choice[2];
        button.addEventListener("click", function () { quiz.answer(choice[0]); });
        return button;
      });
      place.replaceChildren(
        make("p", { class: "count", text: t("Case {} of {}", quiz.at + 1, quiz.items.length), tabindex: "-1" }),
        one(".case", item).cloneNode(true),
        make("div", { class: "choices", role: "group", "aria-label": t("Your answer") }, quiz.buttons),
        quiz.result, quiz.next);
      one(".count", place).focus();
    },

    answer: function (choice) {
      if (quiz.answered) return;
      quiz.answered = true;
      var item = quiz.items[quiz.at], right = item.dataset.right;
      quiz.given.push({ example: item.dataset.example || null, label: item.dataset.label, given: choice, right: right });
      quiz.buttons.forEach(function (button) {
        button.setAttribute("aria-disabled", "true");
        if (button.dataset.choice === right) { button.classList.add("right"); button.prepend("✓ "); }
        else if (button.dataset.choice === choice) { button.classList.add("wrong"); button.prepend("✗ "); }
      });
      quiz.result.append(make("b", { text: t(choice === right ? "Right." : "Not quite.") + " " }));
      all(".answer-text", item).forEach(function (text) {
        Array.from(text.cloneNode(true).childNodes).forEach(function (child) { quiz.result.append(child); });
      });
      quiz.next.hidden = false;
      quiz.next.focus();
    },

    forward: function () {
      quiz.at += 1;
      if (quiz.at < quiz.items.length) { quiz.show(); return; }
      var right = quiz.given.filter(function (one) { return one.given === one.right; }).length;
      var told = make("p", { class: "count", role: "status", tabindex: "-1", text: t("{} of {} right.", right, quiz.given.length) });
      one(".quiz").replaceChildren(told, make("p", { class: "actions" }, [
        make("button", { type: "button", class: "main", text: t("Download the result"), on: function () { quiz.save(right); } }), " ",
        make("button", { type: "button", text: t("Again"), on: quiz.start }), " ",
        make("button", { type: "button", text: t("Back to the list"), on: quiz.stop })
      ]));
      told.focus();
    },

    save: function (right) {
      download("practice-" + facts.schema + "-" + facts.version + ".json", JSON.stringify({
        format: "schemactl-practice-1", schema: "schema:" + facts.schema + "@" + facts.version,
        digest: facts.digest || null, guideline: facts.guideline || null,
        at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        right: right, of: quiz.given.length, items: quiz.given
      }, null, 2) + "\n");
    },

    stop: function () {
      one(".quiz").replaceChildren();
      doc.body.classList.remove("in-quiz");
      one("[data-do=quiz]").focus();
    },

    onKey: function (event) {
      if (!doc.body.classList.contains("in-quiz") || !quiz.items[quiz.at]) return false;
      if (event.key === "Enter") {
        if (!quiz.answered || event.target.closest("a, .close, input, button:not(.choices button):not(.next)")) return false;
        quiz.forward();
        return true;
      }
      var button = quiz.buttons.find(function (each) { return each.dataset.key && each.dataset.key === event.key; });
      if (button && !quiz.answered) { quiz.answer(button.dataset.choice); return true; }
      return Boolean(button);
    }
  };

  /* ---------------------------------------------------------------- on load */

  /* The theme says these in one language for the whole site. */
  all(".headerlink, .md-header [title], .md-header [aria-label]").forEach(function (element) {
    ["title", "aria-label"].forEach(function (name) {
      var said = words[element.getAttribute(name)];
      if (said) element.setAttribute(name, said);
    });
  });
  all("article.open time").forEach(function (time) {
    var days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 864e5);
    if (!time.classList.contains("due")) { if (days > 0) time.title = days === 1 ? t("1 day ago") : t("{} days ago", days); }
    // The promised day counts as a whole.
    else if (days > 0) time.closest("article").classList.add("late"), time.after(make("strong", { text: " " + t("overdue") }));
  });
  news();
})();
