#### ls
mkdir d; touch b a .h d/x; ls; ls -a; ls -A; ls -1 d; ls -d d; ls -F; ls -r; ls -R; ls missing 2>/dev/null; echo $?; ls -p | grep /; ls a b; ls -m

#### ls_long
echo 12345 > f; chmod 640 f; touch -d '2024-01-02 03:04:05' f; TZ=UTC ls -l --time-style=long-iso f | awk '{print $1, $5, $6, $7, $8}'; ln -s f l; ls -l l | awk '{print $1, $9, $10, $11}'; mkdir d; ls -ld d | cut -c1-10; ls -s f | grep -c f; ls -i f | grep -cE '^ *[0-9]+ f'; ls -lh f | awk '{print $5}'; ls -S; ls -t f | head -1

#### cp
echo a > a; cp a b; cat b; mkdir d; cp a b d; ls d; cp -r d e; ls e; cp d f 2>/dev/null; echo $?; cp a missing/x 2>/dev/null; echo $?; chmod 700 a; cp -p a c; stat -c %a c; ln -s a l; cp -P l m; readlink m; cp -L l n; [[ -L n ]] || echo file; cp -a d g; ls g; echo new > a; cp -n a b; cat b; cp -u a b; cp -v a z; cp -t d a; ls d

#### mv
echo a > a; mv a b; ls; mkdir d; mv b d; ls d; mv d e; ls e/b; echo x > x; echo y > y; mv x y; cat y; mv -n e/b y; cat y; mv missing z 2>/dev/null; echo $?; mv -v y w; mkdir p q; touch p/f; mv p q; ls q/p; touch 1 2; mv 1 2 q; ls q | wc -l

#### rm
touch a b c; rm a; ls; rm missing 2>/dev/null; echo $?; rm -f missing; echo $?; mkdir -p d/e; touch d/e/f; rm d 2>/dev/null; echo $?; rm -r d; ls; rm -v b; mkdir x; rmdir x; mkdir -p y/z; rmdir y 2>/dev/null; echo $?; rmdir -p y/z; ls; rm -rf nothing c; ls | wc -l; ln -s / rootlink; rm rootlink; [[ -d / ]] && echo safe; touch -- -f; rm -- -f

#### mkdir
mkdir a; mkdir a 2>/dev/null; echo $?; mkdir -p a/b/c; echo $?; mkdir x/y 2>/dev/null; echo $?; mkdir -m 700 m; stat -c %a m; mkdir -pv n/o | wc -l; mkdir p q r; ls -d p q r; touch f; mkdir f/x 2>/dev/null; echo $?

#### ln
echo data > f; ln f h; ln -s f s; cat h s; stat -c %h f; readlink s; rm f; cat h; cat s 2>/dev/null; echo $?; ln -s x/y dang; readlink dang; ln -sf h s; cat s; ln h s 2>/dev/null; echo $?; mkdir d; ln -s ../h d/up; cat d/up; ln -s d dl; ls dl; readlink -f dl/up | sed "s#$(pwd -P)##"; realpath --relative-to=. d/../h; ln d dd 2>/dev/null; echo $?

#### symlink_loops
ln -s b a; ln -s a b; cat a 2>/dev/null; echo $?; ls -d a; [[ -e a ]] || echo no; [[ -L a ]] && echo link; readlink a; rm a b; ln -s self self; cat self 2>/dev/null || echo loop; ls -L self 2>/dev/null || echo failed; mkdir d; ln -s . d/dot; echo x > d/f; cat d/dot/dot/dot/f

#### stat
echo 12345 > f; chmod 644 f; stat -c '%s %a %A %F %h' f; mkdir d; chmod 755 d; stat -c '%a %F' d; ln -s f l; stat -c '%F %N' l; stat -L -c %s l; touch -d @1000 f; stat -c '%Y' f; stat -c %U:%G f | grep -c :; stat missing 2>/dev/null; echo $?; stat -c '%n' f d; stat -f -c %T . > /dev/null && echo fs

#### chmod
touch f; chmod 600 f; stat -c %a f; chmod u+x f; stat -c %a f; chmod go=r f; stat -c %a f; chmod a-r f; stat -c %a f; chmod +x f; stat -c %A f; mkdir -p d/e; touch d/e/g; chmod -R 700 d; stat -c %a d/e/g; chmod u=rw,g=u,o= f; stat -c %a f; chmod nope f 2>/dev/null; echo $?; chmod 644 missing 2>/dev/null; echo $?; chmod --reference=d/e/g f; stat -c %a f; chmod a+X d f; stat -c %a f

#### touch
touch a; [[ -e a ]] && echo made; touch -d '2020-02-03 04:05:06 UTC' a; TZ=UTC date -r a +%F_%T; touch -t 202001010000.30 b; TZ=UTC stat -c %y b | cut -c1-4; touch -r a c; [[ ! c -nt a && ! c -ot a ]] && echo same; touch -c nope; ls nope 2>/dev/null; echo $?; touch missing/x 2>/dev/null; echo $?; touch -m -d @5 a; stat -c %Y a

#### find
mkdir -p d/e; touch d/a.txt d/b.md d/e/c.txt; find . | sort; find . -name '*.txt' | sort; find d -type d | sort; find d -maxdepth 1 -type f | sort; find d -mindepth 2; find . -name '*.md' -o -name 'c*' | sort; find . ! -name '*.txt' -type f; find d -empty -type f | wc -l; find . -iname 'A.TXT'; find d -path '*e/*'; find missing 2>/dev/null; echo $?

#### find_actions
mkdir d; echo x > d/1; echo yy > d/2; find d -type f -exec cat {} \; | sort; find d -type f -exec echo {} + | wc -w; find d -name 1 -delete; ls d; find d -type f -print0 | xargs -0 cat; find d -type f -printf '%f %s\n'; find d -size +0 -type f; touch -d '1 minute ago' d/2; find d -newer d/2 | wc -l; find d -type f -exec sh -c 'echo "sh $1"' _ {} \; ; find d -name 2 -execdir echo {} \; ; find d -type f -ok echo {} \; < /dev/null 2>/dev/null; find . -prune; find d -regex '.*/[0-9]'; find d -perm -u+r -type f; find d -mtime -1 -type f | wc -l; find d -quit

#### xargs
printf 'a\nb c\n' | xargs echo; printf 'a\nb c\n' | xargs -d '\n' -n1 echo; echo 1 2 3 | xargs -n1 -I{} echo x{}; printf "'q r' s" | xargs -n1; seq 10 | xargs -n4 echo; seq 3 | xargs -P2 -n1 echo | sort; false | xargs echo; echo a | xargs false; echo $?; echo a | xargs nosuch 2>/dev/null; echo $?; echo 1 | xargs -I% sh -c 'exit %'; echo $?; seq 3 | xargs -t echo 2>/dev/null; xargs -a <(echo from file) echo; echo x | xargs sh -c 'exit 255' 2>/dev/null; echo $?

#### paths
basename /a/b/c.txt; basename /a/b/c.txt .txt; basename /; dirname /a/b/c; dirname a; dirname /; dirname a/; basename -a /x/1 /y/2; basename -s .c a.c; realpath / ; realpath /usr/../usr/./bin; pathchk ok && echo valid; readlink -m /x/../y; dirname a/b c/d; pwd -P | grep -c /

#### du_and_df
mkdir d; head -c 10000 /dev/zero > d/f; du -sb d/f | cut -f1; du -a --apparent-size -b d/f | cut -f2; df . | wc -l; df -P . | tail -1 | awk '{print NF}'; du -s d | cut -f2

#### date
TZ=UTC date -d @0 +%Y-%m-%dT%H:%M:%S; TZ=UTC date -d '2024-02-28 + 2 days' +%F; date -u -d '2024-03-01 12:00' +%s; date -u -d '2000-01-01' '+%A %d %B %Y %j %U %y %e'; date +%s | grep -cE '^[0-9]{10}$'; date -u -d '1 Jan 2020' +%a; date -d nonsense 2>/dev/null; echo $?; date -u -Is -d @1700000000; date -u -R -d @1700000000; TZ=America/New_York date -d @1700000000 +%H:%M

#### identity
id -u | grep -cE '^[0-9]+$'; [[ $(whoami) == $(id -un) ]] && echo same; uname -s; hostname > /dev/null && echo host; nproc | grep -cE '^[0-9]+$'; tty > /dev/null; echo $?; groups > /dev/null; echo $?; arch | grep -c .; logname > /dev/null 2>&1; echo ran; uptime > /dev/null 2>&1 || true; pwd | grep -c ^/

#### env_command
# differs: stdbuf and setsid are missing (VL-36)
env A=1 B=2 sh -c 'echo $A$B'; env -i sh -c 'echo "[${HOME}]"'; env -u HOME sh -c 'echo "[${HOME}]"'; env -C / pwd; env nosuch 2>/dev/null; echo $?; env -S 'echo split args'; printenv HOME > /dev/null; echo $?; env X='a b' printenv X; nice echo nice; nohup echo nohup 2>/dev/null; stdbuf -o0 echo buffered; setsid echo session 2>/dev/null

#### tar_and_gzip
mkdir d; echo 1 > d/a; ln -s a d/l; tar czf t.tgz d; rm -r d; tar xzf t.tgz; cat d/l; tar tzf t.tgz | sort; echo hello | gzip | gunzip; echo data > f; gzip f; ls f*; zcat f.gz; gunzip f.gz; cat f; echo x | bzip2 | bunzip2; echo y | xz | xz -d; tar cf - d | tar xf - -C "$(mkdir o; echo o)"; ls o/d; tar xf missing.tar 2>/dev/null; [[ $? -ne 0 ]] && echo failed

#### large_files
head -c 5000000 /dev/zero > big; stat -c %s big; truncate -s 100M sparse; stat -c %s sparse; tail -c 5 sparse | od -An -tx1; cmp -n 1000 big sparse && echo same; seq 100000 > n; wc -lc n | tr -s ' '; sed -n 99999p n; shuf -n 3 n | wc -l

#### many_entries
mkdir d; cd d; for i in {1..500}; do echo $i > f$i; done; ls | wc -l; cat f* | awk '{s+=$1} END {print s}'; find . -name 'f1*' | wc -l; ls | sort -V | tail -1; rm f?; ls | wc -l; rm -r ../d/*; ls | wc -l

#### deep_tree
p=.; for i in {1..60}; do p=$p/d$i; done; mkdir -p $p; echo deep > $p/f; cat $p/f; find . -type d | wc -l; cd $p; cat f; cd - > /dev/null; rm -r d1; ls | wc -l

#### odd_names
touch -- '-dash' 'sp ace' $'new\nline' "quo'te" 'star*' '$dollar' 'back\slash' 'ünï' '#hash' ';semi'; ls | wc -l; ls -b; for f in *; do [[ -e $f ]] || echo missing; done; find . -name 'sp*' -exec rm {} \; ; rm -- -dash; ls -A | wc -l; ls -Q | head -2

#### invalid_utf8_names
touch $'bad\xff\xfename'; ls | od -An -c | head -1; for f in *; do [[ -e $f ]] && echo found; done; cat < $'bad\xff\xfename'; mv $'bad\xff\xfename' ok; ls

#### unlinked_but_open
echo data > f; exec 3< f; rm f; cat <&3; [[ -e f ]] || echo gone; exec 4<> g; rm g; echo in unlinked >&4; exec 3<&- 4>&-; ls | wc -l; (cat > h; rm h; echo ok) <<< x

#### rename_semantics
mkdir -p a/b c; touch a/f; mv a/f c/f2; ls c; mv -T a d; ls; mkdir empty; mv -T d empty; ls; mkdir full; touch full/x; mv -T c full 2>/dev/null; echo $?; touch file; mv -T file full 2>/dev/null; echo $?; mv full full/sub 2>/dev/null; echo $?

#### proc_and_dev
[[ -e /dev/null && -c /dev/zero ]] && echo devs; ls /proc/self/fd | wc -l | grep -cE '^[3-9]'; [[ -L /dev/stdin ]] && echo link; cat /proc/self/cmdline | tr '\0' ' '; echo; readlink /proc/self/exe | sed 's#.*/##' | grep -c .; [[ -d /proc/$$ ]] && echo proc; cat /proc/self/comm; echo x > /dev/tty 2>/dev/null; echo $?

#### read_only_and_directories
cat . 2>/dev/null; echo $?; echo x > . 2>/dev/null; echo $?; mkdir d; echo y > d 2>/dev/null; echo $?; rm d 2>/dev/null; echo $?; touch f; cd f 2>/dev/null; echo $?; ls f/ 2>/dev/null; echo $?; cat f/x 2>/dev/null; echo $?; mkdir f 2>/dev/null; echo $?; rmdir f 2>/dev/null; echo $?

#### install_and_mktemp
echo x > s; install -m 755 s dst; stat -c %a dst; install -d a/b; ls -d a/b; f=$(mktemp ./tmp.XXXXXX); [[ $f == ./tmp.?????? ]] && echo shaped; d=$(mktemp -d -p .); [[ -d $d ]] && stat -c %a "$d"; stat -c %a "$f"; link s hard; stat -c %h s; unlink hard; stat -c %h s; sync; echo $?; mkfifo p; stat -c %F p

#### watch_a_file_grow
(for i in 1 2 3; do echo $i >> log; sleep 0.02; done) & n=0; while ((n<3)); do [[ -e log ]] && n=$(wc -l < log); sleep 0.01; done; wait; cat log; timeout 0.3 tail -n +1 -f log; echo $?

#### names_with_blanks
touch "a b.txt" $'c\nd.txt' e.txt; find . -name '*.txt' -print0 | sort -z | while IFS= read -r -d '' f; do printf '<%q>\n' "$f"; done; find . -name '*.txt' -print0 | xargs -0 -n1 basename | wc -l; printf '%s\0' a b | xargs -0 -I{} echo "x{}"; seq 5 | xargs -n2 echo; echo 'a b c' | xargs -P2 -n1 | sort

#### find_actions_together
mkdir -p p/{a,b}/c; touch p/a/1.py p/b/2.py p/b/c/3.txt; find p -type f -name '*.py' -exec wc -c {} + | tail -1; find p -type d | sort; find p -maxdepth 1 -mindepth 1 | sort; find p -name '*.txt' -delete; find p -type f | wc -l; find p -empty | sort; find p -newer p/a/1.py | wc -l >/dev/null; find p \( -name a -o -name b \) -prune -o -print; find p -type f -exec sh -c 'for f; do echo "${f##*/}"; done' _ {} + | sort

#### deep_trees
for ((i = 0; i < 300; i++)); do mkdir d; cd d; done; echo x > f; cd "${PWD%%/d/*}"; find d -name f | wc -c; find d -type d | wc -l; chmod -R u+w d; echo $?; grep -rc x d | cut -d: -f2; ls -R d | wc -l; cp -r d e; diff -r d e; echo $?; rm -rf d e; ls

#### cp_keeps_attributes
# stderr
mkdir d; echo a > d/f; ln -s f d/l; touch -d '2020-01-02 UTC' d/f; touch -h -d '2021-03-04 UTC' d/l; cp -a d e; stat -c '%Y %a %F' e/f e/l; cat e/f

#### archives
# stderr
echo hello > a; mkdir d; seq 1000 > d/n; zip -qr z.zip a d; unzip -Z1 z.zip | sort; mkdir x; unzip -q z.zip -d x; cmp d/n x/d/n; unzip -p z.zip a; rm a; unzip -qo z.zip a; cat a; zip -q z.zip -d a; unzip -Z1 z.zip | sort; python3 -c 'import zipfile; print(zipfile.ZipFile("z.zip").testzip())'; unzip nothere 2>/dev/null; echo $?

#### compressors
seq 2000 > n; for tool in bzip2 xz zstd gzip; do $tool -k -c n > n.$tool; $tool -dc n.$tool | cmp - n && echo $tool; done; bzcat n.bzip2 | tail -1; xzcat n.xz | tail -1; zstdcat n.zstd | tail -1; bunzip2 -t n.bzip2; echo $?; xz -t n; echo $?; xz -T0 -9 -k n; unxz -c n.xz | wc -l; zstd -q -19 n; ls n*; tar cJf t.txz n; tar tf t.txz; tar cjf t.tbz n; tar xOf t.tbz | head -1; tar --zstd -cf t.tzst n; tar tf t.tzst

#### file_types
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0' > p; echo 'a,b' > c.csv; echo '{"a": 1}' > j; echo '#!/bin/bash' > s; gzip -c s > g; : > e; mkdir d; ln -s s l; file -b p j s e d l; file --mime-type p j g; file -bi s; file nothere

#### sqlite_shell
# stderr
sqlite3 t.db 'create table t(a integer, b text); insert into t values (1, "x"), (2, "y"); select * from t;'; sqlite3 -header -csv t.db 'select * from t'; sqlite3 -json t.db 'select sum(a) as s from t'; printf '3,z\n' > d.csv; sqlite3 t.db -cmd '.mode csv' '.import d.csv t' ; sqlite3 t.db 'select count(*), max(b) from t' '.tables' '.schema'; echo 'select 6*7;' | sqlite3; python3 -c 'import sqlite3; print(sqlite3.connect("t.db").execute("select count(*) from t").fetchone())'
