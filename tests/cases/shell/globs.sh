#### basic
touch a.txt b.txt c.md .hidden; echo *; echo *.txt; echo ?.md; echo [ab].*; echo [!a]*; echo [a-b]*; echo .*; echo .h*; echo nomatch*; echo ./*.md

#### in_directories
mkdir -p d/e f; touch d/1 d/2 d/e/3 f/4; echo */; echo */*; echo d/*; echo */*/*; echo d/e/../*; echo d//*; cd d; echo ../f/*

#### nullglob_failglob_dotglob
touch .a b; shopt -s nullglob; echo x*; echo [ x* ]; shopt -u nullglob; shopt -s dotglob; echo *; shopt -u dotglob; shopt -s failglob; (echo x*; echo no) 2>/dev/null; echo $?

#### globstar
mkdir -p a/b/c; touch a/1.x a/b/2.x a/b/c/3.x 0.x; shopt -s globstar; echo **; echo **/*.x; echo a/**; echo **/; shopt -u globstar; echo **/*.x

#### extglob
shopt -s extglob
touch a.c b.c a.h main.o x1 x22; echo !(*.c); echo @(a|b).c; echo *.+(c|h); echo x+([0-9]); echo ?(a).c a?(.c); echo *(x)1

#### extglob_in_expansion
shopt -s extglob
v='  both  '; v=${v##+( )}; v=${v%%+( )}; echo "<$v>"; f=aaa.bbb; echo "${f//+(a)/X}" "${f%%.*(b)}"; case foo.jpg in *.@(jpg|png)) echo image;; esac; n=000123; echo ${n##+(0)}

#### special_names
touch -- 'a b' '*' '[x]' '-n' "q'q" '$v'; echo *; for f in *; do printf '<%s>' "$f"; done; echo; ls -- -n; rm -- *; ls -A | wc -l

#### quoted_globs
touch f1 f2; echo "f*" 'f?' f\*; p='f*'; echo $p "$p"; a=($p); echo ${#a[@]}; x="*"; echo f$x; echo "f"*; [ -e f* ] 2>/dev/null; echo $?

#### sorted_order
touch B a C b A c 10 9 1 _ .; echo *; ls; echo [[:upper:]]*; echo [[:digit:]]*

#### character_ranges
touch 1a 2b 3c xa Xa; echo [0-2]*; echo [^0-9]*; echo [[:alpha:]]*; echo *[ac]; echo [x-z]*; echo [\]a]* []]*

#### symlinks_in_globs
mkdir d; touch d/f; ln -s d link; ln -s nowhere dangling; echo *; echo */; echo link/*; [[ -e dangling ]] || echo dangling

#### escaped_in_paths
mkdir 'd [1]'; touch 'd [1]/f'; echo d\ \[1\]/*; d='d [1]'; echo "$d"/*; cd "$d" && echo *

#### noglob
set -f; touch a; echo *; set +f; echo *; GLOBIGNORE='a*'; touch b; echo *

#### many_files
for i in $(seq 1 300); do : > "file$i"; done; echo file* | wc -w; set -- file?; echo $#; set -- file??; echo $#; rm file*; ls | wc -l

#### unicode_names
touch é ü 日本 z; for f in *; do echo "$f"; done | sort; echo ?; echo [é]; ls -N 日*

#### loop_rename
touch one.htm two.htm; for f in *.htm; do mv "$f" "${f%.htm}.html"; done; ls; for f in *; do mv -- "$f" "$(echo "$f" | tr a-z A-Z)"; done; ls

#### dotglob_failglob
shopt -s nullglob; echo *.none; shopt -u nullglob; echo *.none; touch .h v; shopt -s dotglob; echo *; shopt -u dotglob; echo *; shopt -s failglob; echo *.none; echo after

#### globstar_tree
shopt -s globstar; mkdir -p d/e/f; touch d/1 d/e/2 d/e/f/3; echo **/*; echo **/; echo d/**; shopt -u globstar; echo **

#### renaming_by_glob
for f in *.nothing; do echo "lit $f"; done; shopt -s nullglob; for f in *.nothing; do echo no; done; files=(*); echo ${#files[@]}; touch {1..3}.log; for f in *.log; do mv "$f" "${f%.log}.txt"; done; ls; ls | wc -l; rm -f [12].txt; ls; [ -e 3.txt ] && echo yes; echo [!3]*; touch .hid; ls -A; echo .*; shopt -s nocaseglob; touch ABC; echo a*; shopt -s nocasematch; [[ ABC == abc ]] && echo ci; case X in x) echo cs;; esac
