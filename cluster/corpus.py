"""A corpus to try the job with: JSON lines of invented firms, with the faults that real corpora have.

    python3 cluster/corpus.py 2000 > corpus.jsonl
"""

import json
import sys

FIRST = "가온 나래 다솜 라온 마루 바름 새솔 아라 자람 한빛 누리 미르".split()
SECOND = "클라우드 소프트 정보통신 테크 시스템즈 데이터".split()
DEEDS = [
    "{a}는 {b}와 업무협약을 체결했다.",
    "{a}는 {b}에 {n}억원을 투자했다고 밝혔다.",
    "{a}는 {b}를 인수할 계획이다.",
    "{a}가 {b}와 손잡고 공공 클라우드 사업에 나선다.",
    "{a}는 지난해 매출 {n}억원을 기록했다.",
]


def firm(number):
    return FIRST[number % len(FIRST)] + SECOND[number // len(FIRST) % len(SECOND)]


def article(number):
    sentences = [
        DEEDS[(number * 7 + turn) % len(DEEDS)].format(
            a=firm(number * 5 + turn), b=firm(number * 11 + turn * 3 + 1), n=10 + (number * 13 + turn) % 990
        )
        for turn in range(3 + number % 4)
    ]
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    return {"id": f"기사-{number}", "title": sentences[0][:-1], "published": day, "text": " ".join(sentences)}


def main():
    for number in range(int(sys.argv[1])):
        print(json.dumps(article(number), ensure_ascii=False))
        if number % 500 == 250:
            print("this is no JSON")
            print(json.dumps({"id": f"빈-{number}"}, ensure_ascii=False))
            print(json.dumps(article(number), ensure_ascii=False))  # the same again
            print(json.dumps({**article(number), "text": "전혀 다른 글이다."}, ensure_ascii=False))
            print()


if __name__ == "__main__":
    main()
