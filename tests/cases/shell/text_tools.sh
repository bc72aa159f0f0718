#### grep
printf 'apple\nbanana\ncherry\nApricot\n' > f; grep an f; grep -c a f; grep -v a f; grep -i ^ap f; grep -n rr f; grep -o 'an' f; grep -E 'apple|cherry' f; grep -F 'a.p' f; echo $?; grep -q banana f; echo $?; grep -x apple f; grep -w 'apple' f; grep -l a f; grep -L zzz f; grep x missing 2>/dev/null; echo $?

#### grep_context_and_recursion
seq 10 > n; grep -A1 -B1 5 n; grep -m 2 1 n; mkdir -p d/e; echo needle > d/a; echo needle > d/e/b; grep -rl needle d | sort; grep -rn needle d | sort; grep -h needle d/a d/e/b; grep -c needle d/a d/e/b; printf 'a\nb\n' | grep -e a -e b -c; printf 'x1\ny2\n' | grep -oE '[0-9]+'; printf 'pat\n' > p; echo 'a pat' | grep -f p

#### grep_basic_and_extended_regex
printf 'ab\naab\nb\na+b\n' > f; grep 'a\+b' f; grep -E 'a+b' f; grep 'a\{2\}b' f; grep -E '^(a|b)$' f; grep '\(a\)\1' f; grep -E '[[:alpha:]]{3}' f; grep -c '' f; grep -P '\d' <<< 'x1'

#### sed_substitute
echo 'hello world' | sed 's/o/0/'; echo 'hello world' | sed 's/o/0/g'; echo hello | sed 's/l/L/2'; echo 'a/b' | sed 's#/#-#'; echo abc | sed 's/\(a\)\(b\)/\2\1/'; echo abc | sed -E 's/(a)(b)/\2\1/'; echo x | sed 's/x/[&]/'; echo Hello | sed 's/hello/X/I'; echo abc | sed -n 's/b/B/p'; echo abc | sed 's/./\U&/'; echo 'foo bar' | sed -E 's/\b(.)/\u\1/g'

#### sed_addresses_and_commands
seq 5 > n; sed -n 2p n; sed 2d n; sed '2,4d' n; sed -n '$p' n; sed '/3/d' n; sed -n '/2/,/4/p' n; sed '1!d' n; sed -n '1~2p' n; sed 3q n; sed '2i ins' n; sed '2a app' n; sed '2c chg' n; sed -n '2,+1p' n; sed '$!d' n; sed y/123/abc/ n; sed -n '/3/=' n

#### sed_scripts
printf 'a\nb\nc\nd\n' > f; sed 'N;s/\n/-/' f; sed -n 'H;${x;s/\n/,/g;p}' f; sed ':a;N;$!ba;s/\n/ /g' f; sed '1!G;h;$!d' f; sed -e 1d -e s/b/B/ f; printf 's/a/1/\ns/b/2/\n' > s; sed -f s f; sed '/b/{s/b/X/;p}' f; sed -n 'l' <<< $'a\tb'; sed 'n;d' f; sed = f | sed 'N;s/\n/:/'; sed 's/b/w/w out' f > /dev/null; cat out

#### sed_in_place
printf 'one\ntwo\n' > f; sed -i s/one/1/ f; cat f; sed -i.bak s/two/2/ f; cat f f.bak; printf 'x\n' > g; sed -i s/x/y/ f g; cat g; sed -i '1i top' g; cat g

#### awk_basics
printf 'ann 10 x\nbob 20 y\n' > f; awk '{print $1}' f; awk '{print $NF, NR, NF}' f; awk -F: '{print $2}' <<< 'a:b'; awk '$2>10' f; awk '/ann/ {print "found"}' f; awk '{s+=$2} END {print s, s/NR}' f; awk 'BEGIN {OFS="-"} {$1=$1; print}' f; awk -v x=5 'BEGIN {print x*2}'; awk 'END {print NR}' f; awk '{print length($0), toupper($1), substr($1,2)}' f

#### awk_language
awk 'BEGIN { for (i=1;i<=3;i++) printf "%d,", i; print ""; a["x"]=1; a["y"]=2; for (k in a) n++; print n; if ("x" in a) print "in"; delete a["x"]; print length(a); while (j<2) j++; print j; do j--; while (j>0); print j; print 1==1.0, "a"<"b", 2^3, 7%3, !1; print substr("hello",2,3), index("hello","l"), length("abc") }'; awk 'function f(n) { return n<2?1:n*f(n-1) } BEGIN { print f(5) }'

#### awk_strings
awk 'BEGIN { s="a b c"; n=split(s,p," "); print n, p[3]; gsub(/b/,"X",s); print s; print sub(/a/,"Y",s), s; print match("foobar",/o+/), RSTART, RLENGTH; print sprintf("%05.2f|%-4s|%x", 3.14159, "ab", 255); print tolower("ABC"), "x" 1+1 "y"; t="aXbXc"; split(t,q,"X"); print q[2]; print substr("abc",0), int(3.9), -3%2 }'

#### awk_input
printf 'a,b\nc,d\n' > f; awk 'BEGIN{FS=","} {print $2}' f; awk 'NR==1{next} {print}' f; awk 'FNR==1{print FILENAME}' f; printf 'x;y|z' | awk -F'[;|]' '{print $1 $2 $3}'; printf 'l1\n\nl2\nl3\n' | awk 'BEGIN{RS=""} {print NR": "$1}'; echo 5 | awk '{exit $1}'; echo $?; awk 'BEGIN { while (("echo a; echo b" | getline l) > 0) print "got " l }'; awk 'BEGIN { "date +%Y" | getline y; print (y>2000) }'; awk '{print > ($1 ".out")}' FS=, f; cat a.out

#### awk_reports
printf 'e 3\ne 4\nq 9\n' | awk '{c[$1]++; t[$1]+=$2} END {for (k in c) printf "%s n=%d mean=%.2f\n", k, c[k], t[k]/c[k]}' | sort; seq 10 | awk '{a[NR]=$1} END {for (i=NR;i>0;i-=3) printf "%s ", a[i]; print ""}'; seq 5 | awk 'NR%2{print; next} {print "even"}'; seq 3 | awk '{print | "sort -r"}'; echo 'a b a c a' | tr ' ' '\n' | awk '!seen[$0]++'

#### sort
printf '10\n9\n2\n1\n' > n; sort n; sort -n n; sort -rn n; printf 'b 2\na 10\nc 1\n' > k; sort -k2 k; sort -k2n k; sort -k1,1r k; printf 'a\nb\na\n' | sort -u; sort -c n 2>/dev/null; echo $?; printf 'b:1\na:2\n' | sort -t: -k2; printf '1K\n2M\n500\n' | sort -h; printf 'v1.10\nv1.9\n' | sort -V; printf 'B\na\nC\n' | sort -f; sort -m <(seq 1 3) <(seq 2 4) | tr '\n' ' '; printf 'x 1\ny 1\n' | sort -s -k2,2; printf 'a\0b\0' | sort -rz | tr '\0' ,

#### uniq
printf 'a\na\nb\na\n' > f; uniq f; uniq -c f | sed 's/^ *//'; uniq -d f; uniq -u f; printf 'A\na\n' | uniq -i; sort f | uniq; printf '1 x\n2 x\n' | uniq -f1; printf 'ax\nbx\n' | uniq -s1

#### cut_paste_join
printf 'a:b:c\nd:e:f\n' > f; cut -d: -f2 f; cut -d: -f1,3 f; cut -d: -f2- f; cut -c1-3 f; cut -b2 f; cut -d: -f1 --complement f; cut -d: --output-delimiter=- -f1,2 f; paste f f; paste -s -d, <(seq 4); paste -d' ' <(seq 3) <(seq 4 6); printf '1 a\n2 b\n' > x; printf '1 A\n3 C\n' > y; join x y; join -a1 x y; join -v2 x y; join -t: <(echo a:1) <(echo a:2)

#### tr
echo hello | tr a-z A-Z; echo hello | tr -d l; echo 'a  b' | tr -s ' '; echo abc | tr abc xyz; echo 'a1b2' | tr -cd 0-9; echo; echo hello | tr '[:lower:]' '[:upper:]'; echo 'a-b_c' | tr -- '-_' '  '; printf 'a\nb\n' | tr '\n' ' '; echo; echo abc | tr -c ab X; echo; echo 12345 | tr 1-5 a-e; echo aabb | tr -s ab; echo hello | tr -t helo HE

#### head_tail
seq 20 > n; head -3 n; head -n -17 n; tail -2 n; tail -n +19 n; head -c 4 n; tail -c 3 n; head -1 n n; tail -n1 -q n n; echo short | head -5; head -n 0 n; tail -c +48 n; printf 'a\nb' | tail -1; echo; head n | wc -l

#### wc
printf 'a b\nc\n' > f; wc -l f; wc -w < f; wc -c < f; wc f | tr -s ' '; wc -m <<< é; wc -L f; wc -l f f | tail -1 | tr -s ' '; printf 'no newline' | wc -l; wc -c /dev/null; cat f | wc | tr -s ' '

#### cat_tac_rev_nl
printf 'a\n\nb\n' > f; cat -n f; cat -b f; cat -E f; cat -A <<< $'x\ty'; cat -s <<< $'a\n\n\nb'; tac f; rev <<< 'abc def'; nl f; nl -ba f; cat f - f <<< mid; tac -s, <<< 'a,b,c'; cat missing 2>/dev/null; echo $?

#### seq
seq 3; seq 2 4; seq 1 2 7; seq 5 -2 1; seq -s, 4; seq -w 8 11; seq 0.5 0.5 2; seq -f '%03g' 3; seq 3 1 | wc -l; seq -5 -3

#### diff_and_cmp
printf 'a\nb\nc\n' > x; printf 'a\nB\nc\nd\n' > y; diff x y; echo $?; diff x x; echo $?; diff -q x y; diff -u x y | tail -n +3; cmp x y | sed s/char/byte/; echo ${PIPESTATUS[0]}; cmp -s x x; echo $?; diff -y -W 20 x y | wc -l; diff <(echo 1) missing 2>/dev/null; echo $?

#### comm_and_sets
printf 'a\nb\nc\n' > x; printf 'b\nc\nd\n' > y; comm x y; comm -12 x y; comm -3 x y; comm -23 x y; sort x y | uniq -d; grep -vxFf x y

#### fold_fmt_expand_column
echo 'the quick brown fox jumps' | fold -w 10; echo 'the quick brown fox' | fold -sw 10; printf 'a\tb\n' | expand -t4; printf '        x\n' | unexpand -a | cat -A; printf 'a bb\nccc d\n' | column -t; seq 6 | pr -3 -t -l2 | head -2 | tr -s ' \t' ' ' | sed 's/ $//'

#### fmt
# differs: uutils' fmt breaks lines at the width, GNU's a little before it (VL-27)
echo 'some words to be filled in lines' | fmt -w 15

#### checksums
echo hello > f; md5sum f; sha1sum f; sha256sum < f; sha512sum f | cut -c1-20; cksum f; md5sum f > s; md5sum -c s; echo changed > f; md5sum -c s 2>/dev/null; echo $?; b2sum f | cut -c1-16; sum f

#### encodings
echo hello | base64; echo aGVsbG8K | base64 -d; head -c 60 /dev/zero | base64 -w 20; echo hi | base32; echo hello | od -c; echo hello | od -An -tx1; printf '\001\002' | od -tu1; echo -n abc | xxd -p 2>/dev/null || echo -n abc | od -An -tx1 | tr -d ' '; echo '!!' | base64 -d 2>/dev/null; echo $?

#### numbers
factor 60 97; expr 3 + 4 \* 2; expr length hello; expr substr hello 2 3; expr hello : 'h\(.*\)o'; expr 5 \> 3; expr 1 - 1; echo $?; numfmt --to=iec 1048576; numfmt --from=si 1K; echo 3 | numfmt --padding=5; seq 10 | shuf | sort -n | paste -sd' '; shuf -i 1-3 | sort | tr -d '\n'; echo

#### tsort_and_split
printf 'a b\nb c\n' | tsort; seq 10 > n; split -l 4 n part-; ls part-*; cat part-ac; split -b 5 n b-; ls b-* | wc -l; csplit -s n 4 8; wc -l < xx01; split -n 2 -d n h.; ls h.*

#### dd_and_truncate
echo hello world > f; dd if=f bs=1 count=5 2>/dev/null; echo; dd if=f bs=1 skip=6 2>/dev/null; dd if=/dev/zero of=z bs=1k count=3 2>/dev/null; stat -c %s z; truncate -s 10 z; stat -c %s z; printf XX | dd of=f conv=notrunc bs=1 seek=1 2>/dev/null; cat f; echo abc | dd conv=ucase 2>/dev/null

#### word_frequency
text='the quick brown fox jumps over the lazy dog the fox'; tr ' ' '\n' <<< "$text" | sort | uniq -c | sort -k1,1nr -k2 | head -3 | awk '{print $2, $1}'; tr -s '[:space:][:punct:]' '\n' <<< 'A, b. a; B!' | tr A-Z a-z | grep . | sort | uniq -c | awk '{print $2":"$1}'

#### jq
echo '{"a":1,"b":[1,2,{"c":"x"}]}' > j; jq -c . j; jq .a j; jq -r '.b[2].c' j; jq '.b|length' j; jq -c '.b[:2]|map(.+1)' j; echo '[{"n":"x","v":2},{"n":"y","v":1}]' | jq -r 'sort_by(.v)[]|"\(.n)=\(.v)"'; jq -n '1+1'; echo '{}' | jq -e .x; echo $?; jq -c 'keys' j; jq -r '[.[]|type]|join(",")' j; jq --arg v z -nc '{k:$v}'; echo '1 2 3' | jq -s add

#### pipeline_of_everything
seq 100 | awk '$1%3==0' | sed 's/$/x/' | tr -d x | sort -rn | head -20 | tail -5 | paste -sd+ | tee sum | xargs -I{} bash -c 'echo $(({}))'; cat sum

#### sed_scripts_together
echo 'x=1' > conf; sed -i 's/1/2/' conf; cat conf; sed -n '1p;$p' conf; sed -i.bak '/x/d' conf; ls conf*; printf 'a\nb\nc\n' | sed '2{s/b/B/;q}'; echo 'k: v' | sed -E 's/(\w+): (\w+)/\2=\1/'; seq 10 | sed -n '3,5p;7~2p'; echo aXbX | sed 's/X/\n/2'; printf '1\n2\n3\n' | sed '$!N;s/\n/,/'; echo path/to | sed 's|/|_|g'; echo hi | sed 'a after' ; echo hi | sed 'i before'; sed --version | head -1
