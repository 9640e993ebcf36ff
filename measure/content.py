"""Bulletins made up for measuring: as long as real ones, each different, all of them right in the eyes of the rules.

`python measure/content.py FOLDER 1000` writes them. One number always gives the same bulletin: 20 problems, their register,
some 7,000 characters of prose out of phrases of the trade and names of places out of GB 2312's 3,755 common characters.
"""

import argparse
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

LEVEL_1 = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
COMMON = "".join(
    sorted(set(LEVEL_1.decode("gb2312", "ignore")) - set("帐该了是"))
)  # no place is called so, and rules heed them
KINDS = {"专项巡察": "巡察", "综合督查": "督查", "安全生产专项检查": "检查", "常规巡察": "巡察"}
WORDS = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))


def bulletin(number: int) -> str:
    """The source of one bulletin; its file is `path(number)`."""
    return _Bulletin(number).text()


def path(number: int) -> str:
    """Where a bulletin stands below `bulletins/`."""
    return f"{_day(number).year}/measured-{number:05}.md"


def write(folder: Path, count: int) -> None:
    """Write `count` bulletins below a folder."""
    for number in range(count):
        file = folder / path(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(bulletin(number), encoding="utf-8")


def _day(number: int) -> datetime.date:
    return datetime.date(2015, 1, 5) + datetime.timedelta(days=number * 7919 % 3300)


class _Bulletin:
    def __init__(self, number: int) -> None:
        self.dice, self.number, self.day = random.Random(number), number, _day(number)  # noqa: S311 - not a secret
        self.duty, self.kind = self._one("duties"), self.dice.choice(list(KINDS))
        self.city = self._name()
        self.completed = self.dice.randint(9, 19)

    def text(self) -> str:
        return f"---\n{''.join(self._front())}---\n\n{''.join(self._body())}"

    def _front(self) -> Iterator[str]:
        noun, feedback = KINDS[self.kind], self.day - datetime.timedelta(days=100)
        yield f"title: 关于{self.city}{self.duty}领域{self.kind}整改进展情况的通报\n"
        yield f"issuer: 示例市{self.duty}局\ndate: {self.day}\npublished: {self.day}\n"
        yield f"inspection: {{kind: {self.kind}, by: 市第{'一二三四五六'[self.number % 6]}{noun}组, feedback: {feedback}}}\n"
        figures = f"raised: 20, total: 20, completed: {self.completed}, ongoing: {20 - self.completed}"
        yield f"counts: {{unit: 个, {figures}, as_of: {self.day}}}\n"
        yield "issues:\n"
        self.titles = self._titles()
        done = set(self.dice.sample(range(20), self.completed))
        for place, title in enumerate(self.titles):
            yield from self._issue(place, title, place in done, feedback)
        address = f"示例市{self._one('towns')}路{self.number % 300 + 1}号"
        phone = f"0999-5550{100 + self.number % 900}"
        yield f'contact: {{phone: "{phone}", address: {address}, email: measured@example.com}}\n'

    def _titles(self) -> list[str]:
        titles: dict[str, None] = {}
        while len(titles) < 20:
            titles[f"{self._name()}{self._one('things')}{self._one('faults')}"] = None
        return list(titles)

    def _issue(self, place: int, title: str, done: bool, feedback: datetime.date) -> Iterator[str]:
        due = feedback + datetime.timedelta(days=self.dice.randint(30, 160))
        status = "completed" if done else self.dice.choice(("ongoing", "phased", "long_term"))
        yield f'  - id: "{place // 5 + 1}.{place % 5 + 1}"\n    title: {title}\n    theme: {WORDS["themes"][place // 5]}\n'
        yield f"    status: {status}\n    owner: {self._one('offices')}\n    due: {due}\n"
        if done:
            yield f"    completed: {feedback + datetime.timedelta(days=self.dice.randint(20, 99))}\n"

    def _body(self) -> Iterator[str]:
        noun = KINDS[self.kind]
        yield f"根据统一部署，市{noun}组对{self.city}{self.duty}领域开展{self.kind}。\n"
        yield f"{noun}反馈的20个问题，已完成{self.completed}个，正在整改{20 - self.completed}个。\n\n## 一、整改工作的组织\n\n"
        yield from (self._paragraph() for _ in range(3))
        yield "## 二、反馈问题整改情况\n\n"
        for place, title in enumerate(self.titles):
            if place % 5 == 0:
                yield f"### （{'一二三四'[place // 5]}）{WORDS['themes'][place // 5]}方面\n\n"
            yield f"#### {place % 5 + 1}.{title}\n\n"
            yield from (self._paragraph() for _ in range(2))
        yield "## 三、下一步工作安排\n\n"
        yield from (self._paragraph() for _ in range(2))

    def _paragraph(self) -> str:
        return "".join(f"{self._sentence()}\n" for _ in range(self.dice.randint(3, 4))) + "\n"

    def _sentence(self) -> str:
        shape = f"{self._one('who')}{self._one('how')}，{self._one('did')}。"
        if self.dice.random() < 0.3:
            shape = f"{self._one('then')}。"
        return shape.format(
            office=self._one("offices"),
            town=self._one("towns"),
            thing=self._one("things"),
            name=self._name(),
            other=self._name(),
        )

    def _one(self, kind: str) -> str:
        return str(self.dice.choice(WORDS[kind]))

    def _name(self) -> str:
        return "".join(self.dice.choices(COMMON, k=2))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    args = parser.parse_args()
    write(args.folder, args.count)


if __name__ == "__main__":
    main()
